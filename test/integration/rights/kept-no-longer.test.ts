import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { cleanUp } from '../../../core/use-cases/clock/clean-up.ts'
import { leaveMember } from '../../../core/use-cases/family/leave-member.ts'
import { hideAndOpen } from '../../../core/use-cases/family/unknown-person.ts'
import { eraseData } from '../../../core/use-cases/rights/erase-data.ts'
import { ownData } from '../../../core/use-cases/rights/own-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { BROWSER, doneValue, holdPhone, PHONE } from '../citizen/citizen-builders.ts'
import { aTakenReport } from '../counter/counter-house.ts'
import { anOfficer, aReport as aStoredReport } from '../desk/desk-house.ts'
import { aMember, aRelative, factsOf, inTx } from '../family/family-house.ts'

const DAY = 86_400_000

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(3 * 3_600_000)
  await holdPhone(house)
})

/** A sheet of this phone with one person who has not answered. */
async function aSheet(phone: string): Promise<string> {
  const [sheetId, at] = [randomUUID(), house.clock.now()]
  const counted = { rowsTotal: 1, rowsRefused: 0, errorsFileKey: null }
  const times = { sentAt: at, expiresAt: new Date(at.getTime() + 14 * DAY) }
  const sheet = { id: sheetId, address: BROWSER, phone, locale: 'vi' as const, ...counted, ...times }
  const row = {
    id: randomUUID(),
    sheetId,
    rowNo: 1,
    state: 'waiting' as const,
    hasPhone: false,
    sealed: Buffer.from('x'),
  }
  await inTx(house, (tx) => tx.household.insert(sheet, [row]))
  return row.id
}

/** An hour of a helper that ended in this report. */
async function helpedWith(reportId: string): Promise<void> {
  const { staffId, unitId } = await anOfficer(house, { role: 'helper' })
  const [id, at] = [randomUUID(), house.clock.now()]
  await house.db
    .insertInto('helper_sessions')
    .values({
      ...{ id, staff_id: staffId, unit_id: unitId, address: `helper|desk|${id}`, token_hash: Buffer.from(id) },
      ...{ consent: 'paper', consent_version: 'v', asked_at: at, begun_at: at, seen_at: at, ended_at: at },
      ...{ ended_why: 'handed_in', report_id: reportId, initials: 'N.T.T.' },
    })
    .execute()
}

const told = async (reportId: string) => {
  const intakes = house.db.selectFrom('counter_intakes').select('phone').where('report_id', '=', reportId)
  const hours = house.db.selectFrom('helper_sessions').select('initials').where('report_id', '=', reportId)
  return [await intakes.executeTakeFirstOrThrow(), await hours.executeTakeFirstOrThrow()]
}

test('L04 after 30 days: no phone told at the counter, no initials on a helper list, no membership that ended, no old sheet', async () => {
  const memberId = await aMember(house, await aRelative(house))
  doneValue(await leaveMember(house.app, { address: BROWSER, memberId }))
  const { reportId } = await aTakenReport(house, { phone: '+84900000021' as never })
  await helpedWith(reportId)
  await aSheet('+84900000022')
  house.clock.advance(29 * DAY)
  await inTx(house, (tx) => tx.household.forget(house.clock.now()))
  await cleanUp(house.app)
  expect(await told(reportId)).toEqual([{ phone: '+84900000021' }, { initials: 'N.T.T.' }])
  expect(await house.db.selectFrom('family_members').select('id').execute()).toEqual([{ id: memberId }])
  house.clock.advance(2 * DAY)
  await cleanUp(house.app)
  expect(await told(reportId)).toEqual([{ phone: null }, { initials: null }])
  for (const table of ['family_members', 'family_doors'] as const)
    expect([table, await house.db.selectFrom(table).selectAll().execute()]).toEqual([table, []])
  expect(await house.db.selectFrom('household_sheets').select('id').execute()).toHaveLength(1)
  house.clock.advance(14 * DAY)
  await cleanUp(house.app)
  expect(await house.db.selectFrom('household_rows').select('id').execute()).toEqual([])
  expect(await house.db.selectFrom('household_sheets').select('id').execute()).toEqual([])
})

test('L05 erasing takes the phone told at the counter, the initials, and what waits on a sheet', async () => {
  const { reportId } = await aTakenReport(house, { phone: PHONE as never })
  await helpedWith(reportId)
  await house.db
    .updateTable('reports')
    .set({ phone: PHONE, state: 'refused', refusal_reasons: ['R01'] })
    .where('id', '=', reportId)
    .execute()
  const rowId = await aSheet(PHONE)
  await eraseData(house.app, { addresses: [BROWSER], phone: PHONE })
  expect(await told(reportId)).toEqual([{ phone: null }, { initials: null }])
  expect(await inTx(house, (tx) => tx.household.lockRow(rowId, house.clock.now()))).toBeNull()
  const sheets = await house.db.selectFrom('household_sheets').select(['address', 'phone']).execute()
  expect(JSON.stringify(sheets)).not.toMatch(/web\||\+84/)
})

test('A08 L05 what this phone disowned is no data of its holder: not shown, not erased; the other reads no disowned number', async () => {
  const stranger = await aRelative(house, { idNumber: '079190000031' })
  const [own, theirs] = [
    await aStoredReport(house, { phone: PHONE, address: null }),
    await aStoredReport(house, { phone: PHONE, address: null, personId: stranger.id }),
  ]
  doneValue(await lookUp(house.app, { address: BROWSER, claimant: factsOf(stranger) }))
  await inTx(house, (tx) => hideAndOpen(house.app, tx, { address: BROWSER, phone: PHONE, personId: stranger.id }))
  const { reports, records } = doneValue(await ownData(house.app, { address: BROWSER }))
  expect([reports.map(({ report }) => report.id), records]).toEqual([[own.id], []])
  await eraseData(house.app, { addresses: [BROWSER], phone: PHONE })
  const left = await house.db.selectFrom('reports').select(['id', 'person_id']).where('id', '=', theirs.id).execute()
  expect(left).toEqual([{ id: theirs.id, person_id: stranger.id }])
  const chat = 'telegram|bot|stranger'
  const proof = { id: randomUUID(), address: chat, phone: null, personId: stranger.id, level: 2 as const }
  const [provedAt, expiresAt] = [house.clock.now(), new Date(house.clock.now().getTime() + DAY)]
  await inTx(house, (tx) => tx.citizens.addProof({ ...proof, provedAt, expiresAt }))
  const read = doneValue(await ownData(house.app, { address: chat })).records
  expect(read.map(({ record }) => [record.idNumber, record.phone])).toEqual([['079190000031', null]])
})

test('L05 whom this phone keeps is told: members, birth papers and sheets', async () => {
  const mother = await aRelative(house)
  await holdPhone(house, 'web|portal|keeper', '+84900000041')
  await house.db.updateTable('people').set({ phone: '+84900000041' }).where('id', '=', mother.id).execute()
  await aMember(house, mother, 'web|portal|keeper')
  await aSheet('+84900000041')
  const data = doneValue(await ownData(house.app, { address: 'web|portal|keeper' }))
  expect(data).toMatchObject({ family: [{ name: mother.fullName }], birthPapers: 0, sheets: 1 })
})
