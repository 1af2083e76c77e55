import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { ownReport } from '../../../core/use-cases/citizen/own-report.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { useCounterCode } from '../../../core/use-cases/citizen/use-counter-code.ts'
import { notMeByLink } from '../../../core/use-cases/contact/not-me.ts'
import { ownCases } from '../../../core/use-cases/contact/own-cases.ts'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { listFamily } from '../../../core/use-cases/family/list-family.ts'
import { unknownPerson } from '../../../core/use-cases/family/unknown-person.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import {
  aReport,
  BROWSER,
  codeOfObjection,
  doneValue,
  holdPhone,
  newDraft,
  PHONE,
} from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { actsAbout, aMember, aRelative, factsOf, inTx } from './family-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(3 * 3_600_000)
  await holdPhone(house)
})

const seen = async (claimant: ReturnType<typeof factsOf>, address = BROWSER) =>
  doneValue(await lookUp(house.app, { address, claimant })).found

async function cases() {
  const rows = await house.db.selectFrom('reports').selectAll().orderBy('recorded_at').execute()
  return rows.filter(({ idempotency_key: key }) => key.startsWith('not-known|'))
}

test('A08 one press: the person is gone from this phone at once, wherever it is proved, and comes back by no look-up', async () => {
  const stranger = await aRelative(house)
  const memberId = await aMember(house, stranger)
  expect(await seen(factsOf(stranger))).toBe(true)
  doneValue(await unknownPerson(house.app, { address: BROWSER, personId: stranger.id }))
  expect(await seen(factsOf(stranger))).toBe(false)
  const { members, unknown } = doneValue(await listFamily(house.app, { address: BROWSER }))
  expect([members, unknown]).toMatchObject([[], [{ state: 'queued' }]])
  const chat = 'telegram|bot|same-phone'
  await holdPhone(house, chat)
  expect(await seen(factsOf(stranger), chat)).toBe(false)
  const ended = await house.db
    .selectFrom('family_members')
    .select('ended_why')
    .where('id', '=', memberId)
    .executeTakeFirst()
  expect(ended?.ended_why).toBe('not_known')
  expect(await actsAbout(house, stranger.id)).toContain('not_known_here')
})

test('A08 the case: WRONG_PHONE at the station of the record, 48 hours, and no number or channel of anybody', async () => {
  const stranger = await aRelative(house)
  expect(await seen(factsOf(stranger))).toBe(true)
  const { code } = doneValue(await unknownPerson(house.app, { address: BROWSER, personId: stranger.id }))
  const row = await house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ types: ['WRONG_PHONE'], unit_id: 'tyt-mau', person_id: stranger.id, state: 'queued' })
  expect([row.phone, row.address, row.changes]).toEqual([null, null, []])
  expect(row.due_at.getTime() - row.recorded_at.getTime()).toBe(48 * 3_600_000)
  const sent = await house.db.selectFrom('outbox').select('id').where('report_id', '=', row.id).execute()
  expect(sent).toEqual([])
  const opened = doneValue(await openCase(house.app, { officer: await anOfficer(house), code }))
  expect(opened.steps.map(({ action }) => action)).toContain('not_me')
})

test('A08 neither learns the other: whoever said it cannot open the case, the person no longer reads that number', async () => {
  const stranger = await aRelative(house, { idNumber: '079160012345' })
  expect(await seen(factsOf(stranger))).toBe(true)
  const { code } = doneValue(await unknownPerson(house.app, { address: BROWSER, personId: stranger.id }))
  expect(await ownReport(house.app, { code, address: BROWSER })).toBeNull()
  const own = 'telegram|bot|the-person'
  const proof = { id: house.app.newId(), address: own, phone: null, personId: stranger.id, level: 2 as const }
  const provedAt = house.clock.now()
  const expiresAt = new Date(provedAt.getTime() + 3_600_000)
  await inTx(house, (tx) => tx.citizens.addProof({ ...proof, provedAt, expiresAt }))
  const answer = doneValue(await lookUp(house.app, { address: own, claimant: factsOf(stranger) }))
  expect(answer).toMatchObject({ found: true, record: { phone: null } })
  expect(JSON.stringify(answer)).not.toContain(PHONE.slice(-3))
})

test('A08 pressed by mistake: the paper at the counter opens the record again', async () => {
  const own = await aRelative(house)
  await seen(factsOf(own))
  doneValue(await unknownPerson(house.app, { address: BROWSER, personId: own.id }))
  const officer = await anOfficer(house)
  const card = { officer, personId: own.id, paper: 'citizen_card', numberAgrees: true } as const
  const { code } = doneValue(await makeCounterCode(house.app, card))
  house.clock.advance(60_000)
  doneValue(await useCounterCode(house.app, { address: BROWSER, code }))
  expect(await seen(factsOf(own))).toBe(true)
})

test('A08 a report of that person is no report of this phone any more', async () => {
  const stranger = await aRelative(house)
  await seen(factsOf(stranger))
  const wish = { claimant: factsOf(stranger), personId: stranger.id, draftId: await newDraft(house) }
  const { code } = doneValue(await recordReport(house.app, await aReport(house, wish)))
  const codes = async () => (await ownCases(house.app, { address: BROWSER })).map((report) => report.code)
  expect(await codes()).toContain(code)
  doneValue(await unknownPerson(house.app, { address: BROWSER, personId: stranger.id }))
  expect(await codes()).not.toContain(code)
  expect(await ownReport(house.app, { code, address: BROWSER })).toBeNull()
})

test('A08 said twice, or at the same moment, it is one case; of somebody never shown it is none', async () => {
  const stranger = await aRelative(house)
  await seen(factsOf(stranger))
  const before = (await cases()).length
  const said = { address: BROWSER, personId: stranger.id }
  const both = await Promise.all([unknownPerson(house.app, said), unknownPerson(house.app, said)])
  expect(both.some(({ ok }) => ok)).toBe(true)
  expect((await cases()).length).toBe(before + 1)
  const unseen = await aRelative(house)
  const never = await unknownPerson(house.app, { address: BROWSER, personId: unseen.id })
  expect(codeOfObjection(never)).toBe('no_such_person')
  expect((await cases()).length).toBe(before + 1)
})

async function told(wish: { personId: string | null; claimant: ReturnType<typeof factsOf> }) {
  const report = await aReport(house, { ...wish, draftId: await newDraft(house) })
  const { reportId } = doneValue(await recordReport(house.app, report))
  const message = house.db.selectFrom('outbox').select('id').where('report_id', '=', reportId)
  return { reportId, token: tokenOfMessage((await message.executeTakeFirstOrThrow()).id) }
}

test('I12 "Không phải tôi" on a message opens the case of A08 about its person, once, and hides them from that number', async () => {
  const stranger = await aRelative(house)
  await seen(factsOf(stranger))
  const { token } = await told({ personId: stranger.id, claimant: factsOf(stranger) })
  const before = (await cases()).length
  for (const _ of [1, 2]) doneValue(await notMeByLink(house.app, { token }))
  const after = await cases()
  expect(after.length).toBe(before + 1)
  expect(after.at(-1)).toMatchObject({ types: ['WRONG_PHONE'], person_id: stranger.id, phone: null, address: null })
  expect(await seen(factsOf(stranger))).toBe(false)
})

test('I12 a message about a report without a record opens a case at that report’s station', async () => {
  const claimant = {
    fullName: 'Lê Thị Lạ',
    birthDate: '1971-01-02',
    sex: 'female' as const,
    idNumber: null,
    passportCountry: null,
  }
  const { reportId, token } = await told({ personId: null, claimant })
  const before = (await cases()).length
  doneValue(await notMeByLink(house.app, { token }))
  const after = await cases()
  expect(after.length).toBe(before + 1)
  const about = await house.db.selectFrom('reports').selectAll().where('id', '=', reportId).executeTakeFirstOrThrow()
  expect(after.at(-1)).toMatchObject({ unit_id: about.unit_id, person_id: null, types: ['WRONG_PHONE'], phone: null })
})
