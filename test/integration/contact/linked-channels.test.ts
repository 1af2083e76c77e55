import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { loadDraft, saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { linkedAddresses } from '../../../core/use-cases/contact/linked-addresses.ts'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { ownCases } from '../../../core/use-cases/contact/own-cases.ts'
import { unlinkChannel } from '../../../core/use-cases/contact/unlink-channel.ts'
import { useLinkCode } from '../../../core/use-cases/contact/use-link-code.ts'
import { moveReport } from '../../../core/use-cases/move-report.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, codeOfObjection, doneValue, hoa, holdPhone, newDraft } from '../citizen/citizen-builders.ts'

let house: TestHouse
let count = 0
let zalo: string
let telegram: string
let browser: string
let phone: string
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(() => {
  house.clock.advance(2 * 3_600_000)
  count += 1
  zalo = `zalo|oa|${count}`
  telegram = `telegram|bot|${count}`
  browser = `web|portal|${count}`
  phone = `+8491234${String(5000 + count)}`
})

const codeFrom = async (address: string) => doneValue(await makeLinkCode(house.app, { address })).code
const link = async (maker: string, user: string) =>
  doneValue(await useLinkCode(house.app, { address: user, code: await codeFrom(maker) }))
const heard = async (address: string) => {
  await house.app.store.transaction((tx) => tx.conversations.save(address, {}, 'vi'))
  house.clock.advance(1000)
}
const preferred = (address: string) => house.app.store.transaction((tx) => tx.contacts.preferredOf(address))
const reportFrom = async (address: string | null, provedBy: string, wish = {}) => {
  await holdPhone(house, provedBy, phone)
  const draftId = await newDraft(house, provedBy)
  const report = await aReport(house, { address, provedBy, phone, draftId, ...wish })
  return doneValue(await recordReport(house.app, report))
}

test('A13 every channel that was there before hears of a new one, so that a code talked out of somebody does not go unseen', async () => {
  await link(zalo, telegram)
  await link(telegram, browser)
  const told = await house.db
    .selectFrom('outbox')
    .select(['address', 'content'])
    .where('address', 'in', [zalo, telegram, browser])
    .orderBy('place')
    .execute()
  expect(told.map(({ address }) => address).sort()).toEqual([telegram, zalo, zalo].sort())
  expect(told[0]?.content).toMatchObject({ templateKey: 'channel-linked' })
})

test('A13 a link code joins Zalo, Telegram and the portal into one group with one case list', async () => {
  const sent = await reportFrom(zalo, zalo)
  const fromPortal = await reportFrom(null, browser, { claimant: { ...hoa, birthDate: '1977-07-07' } })
  expect((await link(zalo, telegram)).channels.sort()).toEqual(['telegram', 'zalo'])
  expect((await link(telegram, browser)).channels.sort()).toEqual(['telegram', 'web', 'zalo'])
  for (const address of [zalo, telegram, browser]) {
    expect((await linkedAddresses(house.app, { address }))[0]).toBe(address)
    expect((await linkedAddresses(house.app, { address })).sort()).toEqual([telegram, browser, zalo].sort())
    const cases = await ownCases(house.app, { address })
    expect(cases.map(({ code }) => code).sort()).toEqual([sent.code, fromPortal.code].sort())
    expect(doneValue(await trackReport(house.app, { code: sent.code, address })).isOwn).toBe(true)
  }
})

test('A13 a report sent later from the portal is on the list of the linked chat, however often the proof ends', async () => {
  await link(browser, telegram)
  const sent = await reportFrom(null, browser)
  house.clock.advance(3 * 3_600_000)
  expect((await ownCases(house.app, { address: telegram })).map(({ code }) => code)).toEqual([sent.code])
  const withdrawn = await withdrawReport(house.app, { code: sent.code, address: telegram })
  expect(doneValue(withdrawn).state).toBe('withdrawn')
})

test('A13 a proof of a phone stays with the address that gave it', async () => {
  await holdPhone(house, telegram, phone)
  await link(telegram, zalo)
  const proofs = await house.app.store.transaction((tx) => tx.citizens.proofsOf(zalo, house.app.now()))
  expect(proofs).toEqual([])
})

test('A13 a code works once, for ten minutes, not for its maker, and every wrong one gets the same answer', async () => {
  const used = await codeFrom(zalo)
  doneValue(await useLinkCode(house.app, { address: telegram, code: used }))
  const own = await codeFrom(browser)
  const late = await codeFrom(zalo)
  const answers = [
    await useLinkCode(house.app, { address: browser, code: used }),
    await useLinkCode(house.app, { address: browser, code: own }),
    await useLinkCode(house.app, { address: browser, code: '22222222' }),
    await useLinkCode(house.app, { address: browser, code: "'; drop table link_codes; --" }),
  ]
  house.clock.advance(10 * 60_000)
  answers.push(await useLinkCode(house.app, { address: browser, code: late }))
  for (const answer of answers) expect(answer).toEqual({ ok: false, objection: { code: 'link_code_wrong' } })
  expect(await linkedAddresses(house.app, { address: browser })).toEqual([browser])
})

test('A13 five tries an hour for an address; the sixth does not even look', async () => {
  const code = await codeFrom(zalo)
  for (let i = 0; i < 5; i++) await useLinkCode(house.app, { address: telegram, code: '33333333' })
  expect(codeOfObjection(await useLinkCode(house.app, { address: telegram, code }))).toBe('too_often')
  house.clock.advance(3_600_000)
  expect(codeOfObjection(await useLinkCode(house.app, { address: telegram, code }))).toBe('link_code_wrong')
})

test('A13 the code stands nowhere, only its hash', async () => {
  const code = await codeFrom(zalo)
  const rows = await house.db.selectFrom('link_codes').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(code)
  expect(rows.every((row) => row.code_hash.length === 32)).toBe(true)
})

test('A13 unlinking keeps history: the others keep every case, the one who left keeps what it sent', async () => {
  await link(zalo, telegram)
  const sent = await reportFrom(telegram, telegram)
  const later = await reportFrom(zalo, zalo, { claimant: { ...hoa, birthDate: '1966-06-06' } })
  doneValue(await unlinkChannel(house.app, { address: telegram }))
  expect(await linkedAddresses(house.app, { address: zalo })).toEqual([zalo])
  const listOf = async (address: string) =>
    (await house.app.store.transaction((tx) => tx.contacts.casesOf(address))).map((one) => one.code)
  expect((await listOf(zalo)).sort()).toEqual([sent.code, later.code].sort())
  expect(await listOf(telegram)).toEqual([sent.code])
  const rows = await house.db.selectFrom('contact_members').selectAll().where('address', '=', telegram).execute()
  expect(rows).toMatchObject([{ unlinked_at: expect.any(Date) }])
})

test('A13 a channel taken out by another one takes no case and no notice along', async () => {
  await link(zalo, telegram)
  await holdPhone(house, telegram, phone)
  const sent = await reportFrom(telegram, zalo)
  doneValue(await unlinkChannel(house.app, { address: telegram, by: zalo }))
  const report = await house.app.store.transaction((tx) => tx.reports.byCode(sent.code))
  expect(report?.address).toBe(zalo)
  expect(codeOfObjection(await trackReport(house.app, { code: sent.code, address: telegram }))).toBe('no_such_report')
  expect(codeOfObjection(await unlinkChannel(house.app, { address: zalo, by: telegram }))).toBe('not_possible_now')
})

test('A13 notices go to the channel used last, or to the chosen one, never to a closed or stopped one', async () => {
  await link(zalo, telegram)
  await link(zalo, browser)
  await heard(zalo)
  await heard(telegram)
  await heard(browser)
  expect(await preferred(zalo)).toBe(telegram)
  await house.app.store.transaction((tx) => tx.contacts.choose(telegram, zalo))
  expect(await preferred(browser)).toBe(zalo)
  await house.app.store.transaction((tx) => tx.conversations.close(zalo))
  expect(await preferred(browser)).toBe(telegram)
  await house.app.store.transaction((tx) => tx.contacts.stop(telegram, house.app.now()))
  expect(await preferred(browser)).toBe(browser)
  expect(await preferred('telegram|bot|alone')).toBe('telegram|bot|alone')
})

test('A13 whoever changes channel in the middle of a report goes on with the same draft, and sends one case', async () => {
  await link(zalo, telegram)
  await link(zalo, browser)
  const begun = await saveDraft(house.app, { address: zalo, body: { ...EMPTY_DRAFT, types: ['WRONG_NAME'] } })
  const orders = [telegram, browser, zalo, browser, telegram]
  for (const address of orders) {
    house.clock.advance(60_000)
    const here = await loadDraft(house.app, { address })
    expect(here).toMatchObject({ id: begun.draftId, body: { types: ['WRONG_NAME'] } })
    expect((await saveDraft(house.app, { address, body: here?.body ?? EMPTY_DRAFT })).draftId).toBe(begun.draftId)
  }
  const drafts = await house.db
    .selectFrom('drafts')
    .select('id')
    .where('address', 'in', [zalo, telegram, browser])
    .execute()
  expect(drafts).toEqual([{ id: begun.draftId }])
})

test('A13 replayed over three channels in every order, a submission is one case and one queue row', async () => {
  await link(zalo, telegram)
  await link(zalo, browser)
  for (const address of [zalo, telegram, browser]) await holdPhone(house, address, phone)
  const ways = [zalo, telegram, browser, zalo, browser, telegram]
  const draftId = (await saveDraft(house.app, { address: zalo, body: EMPTY_DRAFT })).draftId
  const outcomes = await Promise.all(
    ways.map(async (way, at) => {
      const address = way === browser ? null : way
      const report = await aReport(house, { address, provedBy: way, phone, draftId, idempotencyKey: `${way}|${at}` })
      return doneValue(await recordReport(house.app, report))
    }),
  )
  expect(new Set(outcomes.map(({ code }) => code)).size).toBe(1)
  expect(outcomes.filter(({ joined }) => !joined)).toHaveLength(1)
  const rows = await house.db.selectFrom('reports').select('id').where('phone', '=', phone).execute()
  expect(rows).toHaveLength(1)
})

test('A13 a step of a case is told by the preferred channel, from whichever door it was sent', async () => {
  await link(zalo, telegram)
  await link(zalo, browser)
  for (const address of [zalo, telegram]) await heard(address)
  const fromZalo = await reportFrom(zalo, zalo)
  const fromPortal = await reportFrom(null, browser, { claimant: { ...hoa, birthDate: '1955-05-05' } })
  const clerk = await house.staff({ role: 'clerk' })
  const toldOf = async (reportId: string) => {
    await house.app.store.transaction(async (tx) => {
      const report = await tx.reports.lock(reportId)
      if (!report) throw new Error('no report')
      const action = report.state === 'queued' ? 'take' : 'ask_citizen'
      doneValue(await moveReport(house.app, tx, report, { action, actor: clerk }))
    })
    const told = house.db.selectFrom('outbox').select('address').where('report_id', '=', reportId)
    return (await told.orderBy('sequence', 'desc').executeTakeFirstOrThrow()).address
  }
  expect([await toldOf(fromZalo.reportId), await toldOf(fromPortal.reportId)]).toEqual([telegram, telegram])
  await house.app.store.transaction((tx) => tx.contacts.choose(browser, zalo))
  expect([await toldOf(fromZalo.reportId), await toldOf(fromPortal.reportId)]).toEqual([zalo, zalo])
})
