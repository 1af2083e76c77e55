import { expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { STEP_PATHS, stepAfter } from '../../../portal/citizen/report/steps.ts'

const phone = '+84912345678'

test.each([
  ['Nguyễn Thị Hoa', null, STEP_PATHS.facts],
  ['Nguyen Thi Hoa', null, STEP_PATHS.who],
  ['KIM MIN SOO', 'KOR', STEP_PATHS.facts],
])('C02 %s, who has looked up already, goes on where the name can be sent', (fullName, passportCountry, next) => {
  const claimant = { fullName, birthDate: '1990-05-17', sex: 'female' as const, idNumber: null, passportCountry }
  const draft = { ...EMPTY_DRAFT, types: ['WRONG_NAME' as const], claimant, phone }
  expect(stepAfter('types', draft, phone)).toBe(next)
})
