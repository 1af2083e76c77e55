import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { TIMETABLE } from '../../../workers/timetable.ts'
import { cardPhoto } from '../../support/card-photos.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, reportNow } from './desk-house.ts'

const ALL_OPEN = { state: null, type: null, colour: null, mine: false, code: null, open: true }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('C05 the machine never approves: card, claim and record agree, every clock runs, and the case still waits for a person', async () => {
  const report = await aReport(house, {
    personId: (await house.person({ fullName: 'Nguyễn Thị Thừ' })).id,
    types: ['WRONG_NAME', 'WRONG_OR_MISSING_ID'],
    changes: [
      { field: 'fullName', recorded: 'Nguyễn Thị Thừ', correct: 'Nguyễn Thị Thử', source: 'card_qr' },
      { field: 'idNumber', recorded: null, correct: '001190000018', source: 'card_qr' },
    ],
  })
  const photo = { kind: 'card_front', bytes: await cardPhoto(), consentVersion: PHOTO_CONSENT_VERSION } as const
  const command = { address: report.address ?? '', caseId: report.id, dedupeKey: report.id, ...photo }
  await readCardOfPhoto(house.app, must(await attachPhoto(house.app, command)).photoId)
  const officer = await anOfficer(house)
  const view = must(await openCase(house.app, { officer, code: report.code }))
  expect([view.easy, view.rows.map((row) => row.cardWithClaimed)]).toEqual([true, ['same', 'same', 'same', 'same']])
  for (const hours of [1, 24, 47, 72, 24 * 20]) {
    house.clock.advance(hours * 3_600_000)
    for (const { work } of Object.values(TIMETABLE)) await work(house.app, () => undefined)
  }
  const now = await reportNow(house.app, report.id)
  expect([now.state, now.version, now.changes]).toEqual(['queued', 1, report.changes])
  const cases = await house.db.selectFrom('identity_cases').select('id').execute()
  expect(cases).toEqual([])
})

test('C05 the queue knows the easy case by what the card says, not by how it was typed', async () => {
  const officer = await anOfficer(house)
  const about = async (correct: string) => {
    const report = await aReport(house, {
      personId: (await house.person()).id,
      changes: [{ field: 'fullName', recorded: 'Nguyễn Thị Thừ', correct, source: 'typed' }],
    })
    const photo = { kind: 'card_front', bytes: await cardPhoto(), consentVersion: PHOTO_CONSENT_VERSION } as const
    const command = { address: report.address ?? '', caseId: report.id, dedupeKey: report.id, ...photo }
    const before = await easyInQueue(report.code)
    await readCardOfPhoto(house.app, must(await attachPhoto(house.app, command)).photoId)
    return [before, await easyInQueue(report.code)]
  }
  const easyInQueue = async (code: string) => {
    const page = must(await listWork(house.app, { officer, filter: ALL_OPEN, order: 'easy', after: null }))
    return page.rows.find((row) => row.code === code)?.easy
  }
  expect(await about('Nguyễn Thị Thử')).toEqual([false, true])
  expect(await about('Trần Thị Khác')).toEqual([false, false])
})
