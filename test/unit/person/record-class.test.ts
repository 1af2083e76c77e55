import { expect, test } from 'vitest'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { type CitizenId, readCitizenId } from '../../../core/domain/person/citizen-id.ts'
import { checkIdStructure } from '../../../core/domain/person/id-structure.ts'
import { type ClassifiedRecord, classifyRecord } from '../../../core/domain/person/record-class.ts'

const aRecord = (facts: Partial<ClassifiedRecord> & { idText?: string } = {}): ClassifiedRecord => {
  const idText = facts.idText ?? '079169401792'
  return {
    idText,
    id: readCitizenId(idText),
    nationality: null,
    birthDate: readBirthDate('04/05/1969'),
    sex: 'female',
    ...facts,
  }
}
const check = (number: string, birth: string, sex: 'male' | 'female') =>
  checkIdStructure(number as CitizenId, { birthDate: readBirthDate(birth), sex })

test('C04 structure: a number that agrees with sex and birth year is fine', () => {
  expect(check('079169401792', '04/05/1969', 'female')).toEqual({ ok: true })
  expect(check('001202000001', '04/05/2002', 'male')).toEqual({ ok: true })
  expect(check('001302000001', '2002', 'female')).toEqual({ ok: true })
})

test('C04 structure: each failure names the digit that disagrees', () => {
  expect(check('003169401792', '04/05/1969', 'female')).toMatchObject({ ok: false, digit: 'province' })
  expect(check('079069401792', '04/05/1969', 'female')).toMatchObject({
    digit: 'century_sex',
    faults: [{ because: 'sex', found: '0', expected: '1' }],
  })
  expect(check('079169401792', '04/05/2069', 'female')).toMatchObject({
    digit: 'century_sex',
    faults: [{ because: 'century', expected: '3' }],
  })
  expect(check('079196401792', '04/05/1969', 'female')).toMatchObject({
    digit: 'year',
    faults: [{ found: '96', expected: '69' }],
  })
  expect(check('079280401792', '04/05/1969', 'female')).toMatchObject({
    faults: [{ digit: 'century_sex' }, { digit: 'year' }],
  })
})

test('C04 structure: facts that are not typed are not judged', () => {
  expect(checkIdStructure('079169401792' as CitizenId, {})).toEqual({ ok: true })
})

test('E14 classes: no number, malformed number, wrong facts, as letter 2262 step 1 sorts them', () => {
  expect(classifyRecord(aRecord({ idText: '' }))).toBe('no_id')
  expect(classifyRecord(aRecord({ idText: '' }), 'right')).toBe('no_id')
  expect(classifyRecord(aRecord({ idText: '79169401792' }))).toBe('malformed_id')
  expect(classifyRecord(aRecord(), 'wrong')).toBe('wrong_facts')
  expect(classifyRecord(aRecord(), 'not_in_register')).toBe('wrong_facts')
  expect(classifyRecord(aRecord({ sex: 'male' }))).toBe('wrong_facts')
})

test('only the Platform makes a record right; a clean look is not enough', () => {
  expect(classifyRecord(aRecord())).toBe('not_matched')
  expect(classifyRecord(aRecord(), 'not_verifiable')).toBe('not_matched')
  expect(classifyRecord(aRecord(), 'right')).toBe('right')
})

test('a province code outside the 63 may be a country of birth and proves nothing wrong', () => {
  expect(classifyRecord(aRecord({ idText: '118169401792' }))).toBe('not_matched')
})

test('a foreigner is never malformed for a passport number nor wrong by a match; a Vietnamese person needs the citizen number', () => {
  expect(classifyRecord(aRecord({ idText: 'E12345678', nationality: 'Nhật Bản' }), 'wrong')).toBe('not_matched')
  expect(classifyRecord(aRecord({ idText: 'B1234567', nationality: 'Việt Nam' }))).toBe('malformed_id')
})
