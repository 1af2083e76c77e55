import { afterAll, beforeEach, expect, test } from 'vitest'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { chaseDeadlines } from '../../../core/use-cases/clock/chase-deadlines.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import { readOversight } from '../../../core/use-cases/oversight/read-oversight.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { callJointReview, recordJointReview } from '../../../core/use-cases/police/joint-review.ts'
import { askForConsent, decideConsent, setCapacity } from '../../../core/use-cases/police/police-load.ts'
import { policeDeskExtras, stationLists } from '../../../core/use-cases/police/read-police-lists.ts'
import {
  answeredList,
  aReport,
  type ChainHouse,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  sendToPolice,
  value,
} from '../chain/chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

const waitingIds = async () => {
  const { waiting } = await stationLists(house.app, 'tyt-mau')
  return waiting.map(({ id }) => id)
}
const drawUp = (caseIds: readonly string[] | 'all waiting') =>
  drawUpPoliceList(house.app, { officer: house.clerk, caseIds })

test('F02 the police are nudged 12 hours before, and a breach goes to the police above and the health centre', async () => {
  const district = {
    id: 'ca-khu-vuc',
    code: 'ca-khu-vuc',
    kind: 'police',
    name: 'Công an khu vực Mẫu',
    parent_id: 'syt-mau',
  }
  await house.db
    .insertInto('units')
    .values({ ...district, dataset_version: '2021', valid_from: '2021-01-01' })
    .execute()
  await house.db.updateTable('units').set({ parent_id: 'ca-khu-vuc' }).where('id', '=', 'ca-mau').execute()
  await peopleWaiting(house, 1)
  const list = await answeredList(house, 0)
  const told = () =>
    house.db.selectFrom('deadline_notices').select(['kind', 'unit_ids']).where('subject_id', '=', list.id).execute()
  house.clock.set(new Date(list.dueAt.getTime() - 12 * 3_600_000 - 1000))
  await chaseDeadlines(house.app)
  expect(await told()).toEqual([])
  house.clock.set(new Date(list.dueAt.getTime() - 12 * 3_600_000 + 1000))
  await chaseDeadlines(house.app)
  expect(await told()).toEqual([{ kind: 'list_nudge', unit_ids: ['ca-mau', 'tyt-mau'] }])
  house.clock.set(new Date(list.dueAt.getTime() + 1000))
  await chaseDeadlines(house.app)
  await chaseDeadlines(house.app)
  const [, breach, ...more] = await told()
  expect(more).toEqual([])
  expect([breach?.kind, breach?.unit_ids.toSorted()]).toEqual([
    'list_breach',
    ['ca-khu-vuc', 'ca-mau', 'ttyt-mau', 'tyt-mau'],
  ])
})

test('F13 the station sees what lies at the police and how fast it comes back, before it sends anything', async () => {
  await peopleWaiting(house, 6)
  const before = (await stationLists(house.app, 'tyt-mau')).load
  expect(before).toMatchObject({ officers: 1, openLists: 0, openRows: 0, medianHours: null, room: 200, consent: null })
  await drawUp((await waitingIds()).slice(0, 4))
  house.clock.advance(6 * 3_600_000)
  const { id: listId } = await house.db.selectFrom('police_lists').select('id').executeTakeFirstOrThrow()
  const answers = [1, 2].map((rowNo) => ({ rowNo, answer: 'match' as const, wrongFields: [], note: null }))
  value(await answerPoliceRows(house.app, { officer: house.police, listId, answers }))
  const load = (await stationLists(house.app, 'tyt-mau')).load
  expect(load).toMatchObject({ openLists: 1, openRows: 2, room: 198 })
  expect(load?.medianHours).toBeCloseTo(6, 1)
})

test('F13 urgent and oldest go first, as many as the police can check in two days', async () => {
  await peopleWaiting(house, 6)
  value(await setCapacity(house.app, { officer: house.police, rowsPerOfficerDay: 2 }))
  const [oldest = '', second = '', third = '', , , newest = ''] = await waitingIds()
  const report = await house.db
    .selectFrom('identity_case_reports')
    .select('report_id')
    .where('identity_case_id', '=', newest)
    .executeTakeFirstOrThrow()
  const urgent = { report_id: report.report_id, reason: 'flight', needed_on: '2026-12-01', lane: 'urgent' }
  await house.db
    .insertInto('urgent_uses')
    .values({ ...urgent, asked_at: house.clock.now() })
    .execute()
  value(await drawUp('all waiting'))
  const rows = await house.db.selectFrom('police_rows').select('identity_case_id').orderBy('row_no').execute()
  expect(rows.map((row) => row.identity_case_id)).toEqual([newest, oldest, second, third])
})

test('F13 no list beyond capacity × 2 days without the district’s recorded consent, and one consent is one list', async () => {
  await peopleWaiting(house, 6)
  const { app, clerk, police } = house
  const district = await house.staff({ role: 'district' })
  value(await setCapacity(app, { officer: police, rowsPerOfficerDay: 1 }))
  const ids = await waitingIds()
  expect(await drawUp(ids.slice(0, 3))).toEqual({ ok: false, objection: { code: 'police_full', detail: { room: 2 } } })
  expect(objectionOf(await askForConsent(app, { officer: clerk, rows: 3, reason: ' ' }))).toBe('reason_needed')
  value(await askForConsent(app, { officer: clerk, rows: 3, reason: 'Đợt ký cuối tháng' }))
  expect(objectionOf(await askForConsent(app, { officer: clerk, rows: 4, reason: 'Thêm' }))).toBe('consent_waiting')
  const [asked] = await app.store.transaction((tx) => tx.policeLoads.waiting({ unitIds: ['tyt-mau'] }))
  const [shown] = (await readOversight(app, { ...district, role: 'district' })).consents
  expect(shown, 'the district decides knowing what lies there').toMatchObject({ rows: 3, openRows: 0, room: 2 })
  const decide = (officer: typeof district, granted: boolean) =>
    decideConsent(app, { officer, id: asked?.id ?? '', granted })
  expect(objectionOf(await decide(clerk, true))).toBe('not_your_role')
  value(await decide(district, true))
  expect(objectionOf(await drawUp(ids.slice(0, 4))), 'more than the district agreed to').toBe('police_full')
  const list = value(await drawUp(ids.slice(0, 3)))
  const kept = await house.db.selectFrom('police_load_consents').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ granted: true, decided_by: district.staffId, list_id: list.id, rows: 3 })
  expect(objectionOf(await drawUp(ids.slice(3, 4))), 'used up').toBe('police_full')
  const self = { ...kept, id: crypto.randomUUID(), decided_by: kept.asked_by, list_id: null }
  await expect(house.db.insertInto('police_load_consents').values(self).execute()).rejects.toThrow(/check constraint/)
})

test('F13 two stations of one police unit share its room, even when both press the button at the same moment', async () => {
  const { app, db, police } = house
  const other = { id: 'tyt-hai', code: 'tyt-hai', kind: 'station', name: 'Trạm Y tế xã Hai', parent_id: 'ttyt-mau' }
  await db
    .insertInto('units')
    .values({ ...other, police_unit_id: 'ca-mau', dataset_version: '2021', valid_from: '2021-01-01' })
    .execute()
  const second = await house.staff({ role: 'clerk', unitId: other.id })
  await peopleWaiting(house, 6)
  value(await setCapacity(app, { officer: police, rowsPerOfficerDay: 2 }))
  const ids = await waitingIds()
  await db.updateTable('identity_cases').set({ unit_id: other.id }).where('id', 'in', ids.slice(3)).execute()
  const theirs = { officer: second, caseIds: ids.slice(3) }
  const drawn = await Promise.all([drawUp(ids.slice(0, 3)), drawUpPoliceList(app, theirs)])
  expect(drawn.map(objectionOf).toSorted(), 'room for four, and both ask for three').toEqual(['none', 'police_full'])
  for (const unitId of ['tyt-mau', other.id])
    expect((await stationLists(app, unitId)).load).toMatchObject({ openLists: 1, openRows: 3, room: 1 })
})

test('F10 the third failed round calls a joint review: both sides see it, nothing is sent before its outcome is written down', async () => {
  await peopleWaiting(house, 1)
  const { app, clerk } = house
  const [caseId = ''] = await waitingIds()
  const fail = (rounds: number) =>
    app.store.transaction((tx) => callJointReview(app, tx, { identityCaseId: caseId, rounds }))
  await fail(2)
  await fail(3)
  expect((await stationLists(app, 'tyt-mau')).jointReviews).toEqual([])
  await fail(4)
  await fail(4)
  const [review, ...others] = (await stationLists(app, 'tyt-mau')).jointReviews
  expect([review?.rounds, review?.fullName, others.length]).toEqual([3, 'Trần Thị Mẫu', 0])
  expect(objectionOf(await drawUp([caseId]))).toBe('joint_review_needed')
  expect(objectionOf(await drawUp('all waiting'))).toBe('list_empty')
  const held = { officer: clerk, reviewId: review?.id ?? '', heldOn: '2026-11-16', parties: 'Trạm và Công an xã Mẫu' }
  expect(objectionOf(await recordJointReview(app, { ...held, outcome: null }))).toBe('joint_review_incomplete')
  expect(objectionOf(await recordJointReview(app, { ...held, heldOn: '2027-01-01', outcome: 'check_again' }))).toBe(
    'joint_review_incomplete',
  )
  value(await recordJointReview(app, { ...held, outcome: 'check_again' }))
  const list = value(await drawUp([caseId]))
  await fail(5)
  const extras = await policeDeskExtras(app, house.police)
  expect(extras.jointReviews).toMatchObject([{ fullName: 'Trần Thị Mẫu', listNumber: list.number, rounds: 4 }])
})

test('F10 a joint review ends when the citizen takes the report back: nobody meets about nobody', async () => {
  const person = await house.person({ fullName: 'Trần Thị Mẫu' })
  const report = await aReport(house, person)
  const { id: identityCaseId } = await sendToPolice(house, report, person, newIdNumber(1))
  await answeredList(house, 0)
  const { app, db, clerk, police } = house
  // The list came back, and the third national match has failed.
  await db.updateTable('identity_cases').set({ state: 'listed', rounds: 4 }).execute()
  await app.store.transaction((tx) => callJointReview(app, tx, { identityCaseId, rounds: 4 }))
  const seen = async () => [
    (await stationLists(app, 'tyt-mau')).jointReviews.length,
    (await policeDeskExtras(app, police)).jointReviews.length,
  ]
  expect(await seen()).toEqual([1, 1])
  const [review] = (await stationLists(app, 'tyt-mau')).jointReviews
  value(await withdrawReport(app, { code: report.code, address: report.address ?? '' }))
  expect(await seen()).toEqual([0, 0])
  const held = { officer: clerk, reviewId: review?.id ?? '', heldOn: '2026-11-16', parties: 'Trạm và Công an xã Mẫu' }
  expect(objectionOf(await recordJointReview(app, { ...held, outcome: 'check_again' }))).toBe('no_such_case')
})

test('F10 a national match that fails for the third time comes with the result file; the same file twice changes nothing', async () => {
  const [person] = await peopleWaiting(house, 1)
  // Two rounds have failed and the third has gone out.
  await house.db.updateTable('identity_cases').set({ state: 'exported', rounds: 3 }).execute()
  house.clock.advance(60_000)
  const facts = [person?.recordId, person?.fullName, '17/05/1990', 'Nữ', '', 'Không xác minh được']
  const head = 'Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Kết quả xác minh'
  const bytes = Buffer.from(`${head}\n${facts.join(',')}\n`)
  const upload = { officer: house.clerk, unitId: 'tyt-mau', fileName: 'ket-qua.csv', bytes, rowsDeclared: null }
  const first = value(await uploadResults(house.app, upload))
  await settleResults(house.app, { importId: first.importId })
  const seen = async () => {
    const cases = await house.db.selectFrom('identity_cases').select(['state', 'rounds']).execute()
    const reviews = await house.db.selectFrom('joint_reviews').select('rounds').execute()
    return { cases, reviews }
  }
  const after = { cases: [{ state: 'listed', rounds: 4 }], reviews: [{ rounds: 3 }] }
  expect(await seen()).toEqual(after)
  const again = value(await uploadResults(house.app, upload))
  expect(again).toEqual({ importId: first.importId, known: true })
  await settleResults(house.app, again)
  expect(await seen()).toEqual(after)
})
