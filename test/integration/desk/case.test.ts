import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { linkRecord } from '../../../core/use-cases/desk/link-record.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aboutPhone, anOfficer, aReport, must, objectionOf, reportNow } from './desk-house.ts'

let house: TestHouse
let clerk: Officer
let head: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
  head = await anOfficer(house, { role: 'head' })
})
afterAll(() => house.close())

const decideAs = (officer: Officer, report: Report, decision: Decision, version = report.version) =>
  decide(house.app, { officer, code: report.code, version, decision })

test('F05 the station never approves the identity of a Vietnamese person; it goes to the police', async () => {
  const person = await house.person()
  const report = await aReport(house, { personId: person.id })
  const view = must(await openCase(house.app, { officer: clerk, code: report.code }))
  expect(view.actions).toContain('send_to_police')
  expect(view.actions).not.toContain('approve')
  expect(objectionOf(await decideAs(clerk, report, { action: 'approve' }))).toBe('not_possible_now')
  expect((await reportNow(house.app, report.id)).state).toBe('queued')
  const sent = must(await decideAs(clerk, report, { action: 'send_to_police' }))
  expect(sent.report).toMatchObject({ state: 'needs_identity', takenBy: clerk.staffId })
  const cases = await house.db.selectFrom('identity_cases').selectAll().where('person_id', '=', person.id).execute()
  expect(cases).toHaveLength(1)
  expect(cases[0]?.proposed).toMatchObject({ fullName: 'Nguyễn Thị Thử', birthDate: '1990-05-17' })
})

test("3771 step 2: a foreigner's identity is approved by the facility and never sent to the police", async () => {
  const person = await house.person({ nationality: 'KR', idNumber: 'M12345678', idText: 'M12345678' })
  const report = await aReport(house, { personId: person.id })
  expect(objectionOf(await decideAs(clerk, report, { action: 'send_to_police' }))).toBe('not_possible_now')
  expect(must(await decideAs(clerk, report, { action: 'approve' })).waitsForSecond).toBe(true)
  const approved = must(await decideAs(await anOfficer(house), report, { action: 'approve' }))
  expect(approved.report.state).toBe('approved')
  const changes = await house.db.selectFrom('approved_changes').selectAll().where('report_id', '=', report.id).execute()
  expect(changes).toMatchObject([{ field: 'full_name', foreigner: true, kind: 'identity' }])
})

test('an objection on the way leaves nothing behind, not even the taking', async () => {
  const person = await house.person()
  const report = await aReport(house, { personId: person.id })
  await house.db.updateTable('people').set({ nationality: 'KR' }).where('id', '=', person.id).execute()
  const raced = { ...house.app, store: racingStore(person.id) }
  const command = { officer: clerk, code: report.code, version: 1, decision: { action: 'send_to_police' } } as const
  expect(objectionOf(await decide(raced, command))).toBe('foreigner_on_police_list')
  expect(await reportNow(house.app, report.id)).toMatchObject({ state: 'queued', version: 1, takenBy: null })
})

/** Shows the person as Vietnamese at the first look only: what a change in between does. */
function racingStore(personId: string): TestHouse['app']['store'] {
  let looks = 0
  return {
    ...house.app.store,
    transaction: (work) =>
      house.app.store.transaction((tx) => {
        const get = async (id: string) => {
          const record = await tx.records.get(id)
          return record && id === personId && looks++ === 0 ? { ...record, nationality: 'VN' } : record
        }
        return work({ ...tx, records: { ...tx.records, get } })
      }),
  }
}

test('an unlinked report is decided only after an officer says which record it is', async () => {
  const person = await house.person({ fullName: 'Lò Văn Thử', birthDate: '1985-01-02', sex: 'male' })
  const elsewhere = await house.person({
    fullName: 'Lò Văn Thử',
    birthDate: '1985-01-02',
    sex: 'male',
    unitId: 'syt-mau',
  })
  const claimant = {
    fullName: 'Lò Văn Thử',
    birthDate: '1985-01-02',
    sex: 'male',
    idNumber: null,
    passportCountry: null,
  } as const
  const report = await aReport(house, { ...aboutPhone(person), personId: null, claimant })
  const view = must(await openCase(house.app, { officer: clerk, code: report.code }))
  expect(view).toMatchObject({ suggestion: 'link_record', similarElsewhere: 1 })
  expect(view.similar.map((one) => one.personId)).toEqual([person.id])
  expect(objectionOf(await decideAs(clerk, report, { action: 'approve' }))).toBe('no_such_person')
  const link = { officer: clerk, code: report.code, version: 1 }
  expect(objectionOf(await linkRecord(house.app, { ...link, personId: elsewhere.id }))).toBe('no_such_person')
  const linked = must(await linkRecord(house.app, { ...link, personId: person.id })).report
  expect(linked).toMatchObject({ personId: person.id, version: 2 })
  expect(must(await decideAs(clerk, linked, { action: 'approve' })).report.state).toBe('approved')
})

test('E04 a stale version is refused and nothing changes', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const ask = { action: 'ask_citizen', wanted: ['visit'], why: 'missing', sentence: null } as const
  const taken = must(await decideAs(head, report, { ...ask, wanted: ['visit'] })).report
  expect(
    objectionOf(await decideAs(clerk, report, { action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence: null })),
  ).toBe('changed_meanwhile')
  expect(await reportNow(house.app, report.id)).toMatchObject({
    state: 'in_review',
    version: taken.version,
    takenBy: head.staffId,
  })
})

test('D04 9458 step 2.3: a refusal carries at least one of the thirteen reasons, and the citizen is told', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  expect(objectionOf(await decideAs(clerk, report, { action: 'refuse', reasons: [], sentence: null }))).toBe(
    'reason_needed',
  )
  const sentence = 'Xin gửi lại ảnh rõ hơn.'
  const refused = must(
    await decideAs(clerk, report, { action: 'refuse', reasons: ['PHOTO_BLURRED', 'PAPER_MASKED'], sentence }),
  ).report
  expect(refused).toMatchObject({
    state: 'refused',
    refusalReasons: ['PHOTO_BLURRED', 'PAPER_MASKED'],
    answer: sentence,
  })
  const told = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('report_id', '=', report.id)
    .orderBy('sequence')
    .execute()
  expect(told.map((row) => (row.content as { templateKey: string }).templateKey)).toEqual([
    'report-taken',
    'report-refused',
  ])
})

test('D09 asking for more keeps the report in review and names what is wanted; 9458 step 2.2 deferring needs a day to come', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const asked = must(
    await decideAs(clerk, report, {
      action: 'ask_citizen',
      wanted: ['card_photo'],
      why: 'missing',
      sentence: 'Xin gửi ảnh CCCD.',
    }),
  ).report
  expect(asked).toMatchObject({ state: 'in_review', answer: 'Xin gửi ảnh CCCD.', dueAt: report.dueAt })
  const steps = must(await openCase(house.app, { officer: clerk, code: report.code })).steps
  expect(steps.at(-1)).toMatchObject({
    action: 'ask_citizen',
    staffName: clerk.fullName,
    detail: { wanted: ['card_photo'] },
  })
  expect(
    objectionOf(await decideAs(clerk, asked, { action: 'defer', until: '2026-11-16', sentence: 'Chờ sổ tiêm.' })),
  ).toBe('reason_needed')
  const deferred = must(
    await decideAs(clerk, asked, { action: 'defer', until: '2026-11-17', sentence: 'Chờ sổ tiêm.' }),
  ).report
  expect(deferred).toMatchObject({ state: 'deferred', deferredUntil: '2026-11-17' })
  expect(must(await decideAs(clerk, deferred, { action: 'resume' })).report.state).toBe('in_review')
})

test('D06 a question is answered with its end state; a read-back end state cannot be chosen', async () => {
  const report = await aReport(house, {
    types: ['OTHER'],
    changes: [],
    note: 'Bao giờ có hộ chiếu vắc xin?',
    personId: (await house.person()).id,
  })
  const view = must(await openCase(house.app, { officer: clerk, code: report.code }))
  expect(view.actions).not.toContain('approve')
  const closed = must(
    await decideAs(clerk, report, { action: 'answer', endState: 'not_ours', sentence: 'Xin hỏi nơi đã tiêm.' }),
  ).report
  expect(closed).toMatchObject({ state: 'closed', endState: 'not_ours' })
})

test('E11 a dose taken away needs two people, and the table refuses the same one twice', async () => {
  const person = await house.person()
  const [dose] = await house.db.selectFrom('doses').select('id').where('person_id', '=', person.id).execute()
  const doses = [
    { doseId: dose?.id ?? null, number: 1, givenOn: null, vaccine: null, lot: null, place: null, note: null },
  ]
  const report = await aReport(house, { personId: person.id, types: ['DOSE_NOT_MINE'], changes: [], doses })
  expect(must(await decideAs(clerk, report, { action: 'approve' }))).toMatchObject({ waitsForSecond: true })
  expect(must(await decideAs(clerk, report, { action: 'approve' }))).toMatchObject({ waitsForSecond: true })
  expect((await reportNow(house.app, report.id)).state).toBe('queued')
  const forged = house.db
    .updateTable('second_looks')
    .set({ second_by: clerk.staffId })
    .where('report_id', '=', report.id)
    .execute()
  await expect(forged).rejects.toThrow(/second_looks/)
  expect(must(await openCase(house.app, { officer: head, code: report.code })).firstApproval?.staffId).toBe(
    clerk.staffId,
  )
  expect(must(await decideAs(head, report, { action: 'approve' }))).toMatchObject({
    waitsForSecond: false,
    report: { state: 'approved' },
  })
})

test('K02 a report out of reach does not exist, and each opening is audited', async () => {
  const report = await aReport(house)
  const auditor = await anOfficer(house, { role: 'auditor' })
  const police = await anOfficer(house, { role: 'police_officer', unitId: 'ca-mau' })
  const stranger = await anOfficer(house, { unitId: 'ttyt-mau' })
  expect(objectionOf(await openCase(house.app, { officer: auditor, code: report.code }))).toBe('not_your_role')
  expect(objectionOf(await openCase(house.app, { officer: police, code: report.code }))).toBe('not_your_role')
  expect(objectionOf(await openCase(house.app, { officer: stranger, code: report.code }))).toBe('no_such_report')
  const province = await anOfficer(house, { role: 'province', unitId: 'syt-mau' })
  expect(must(await openCase(house.app, { officer: province, code: report.code })).actions).toEqual([])
  const audit = await house.db
    .selectFrom('audit')
    .select(['staff_id', 'action'])
    .where('subject_id', '=', report.id)
    .execute()
  expect(audit).toEqual([{ staff_id: province.staffId, action: 'open_case' }])
})
