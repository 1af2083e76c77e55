import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { WHY_NONE } from '../../../core/domain/passport/why-none.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { checkPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { passportAtCounter } from '../../../core/use-cases/passport/passport-at-counter.ts'
import { passportInChat } from '../../../core/use-cases/passport/passport-in-chat.ts'
import { makePassportLink, usePassportLink } from '../../../core/use-cases/passport/passport-link.ts'
import { remindPassports } from '../../../core/use-cases/passport/remind-passports.ts'
import { renewPassport } from '../../../core/use-cases/passport/renew-passport.ts'
import { revocationList } from '../../../core/use-cases/passport/revocation-list.ts'
import { passportQrPng } from '../../../platform/passport/qr.ts'
import { greyOf } from '../../../platform/photos/grey-image.ts'
import { findCodes } from '../../../platform/photos/qr-decoder.ts'
import { passportPaperWords } from '../../../templates/passport-paper.ts'
import { aReport, type ChainHouse, newIdNumber, objectionOf, openChainHouse, value } from '../chain/chain-house.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { correctName, matched, prove, signAndIssue } from './passport-house.ts'

const DAY = 86_400_000
const HERE = 'web|portal|own'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

/** What the page in the browser says with the lists of this moment, as a phone would have fetched them. */
const assets = new URL('../../../portal/assets/', import.meta.url)
const { readCode } = await import(new URL('health-code.js', assets).href)
const { judge, openList } = await import(new URL('passport-reader.js', assets).href)
async function inBrowser(hc1: string): Promise<{ state: string; on?: string; name?: string }> {
  const now = house.clock.now().getTime()
  const trust = await openList(await house.app.passports.lists.trust(house.app.now()))
  const revoked = await openList(await revocationList(house.app), trust.keys)
  return judge(await readCode(hc1), { trust, revoked, now })
}

const scanned = async (hc1: string) => (await findCodes(await greyOf(sharp(passportQrPng(hc1)))))[0]?.text ?? ''

test('H05 correct, reissue, kill the old one: the scanned old QR is told as replaced, with its day, on the server and in the browser', async () => {
  const person = await matched(house, 1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  const old = await signAndIssue(house, person)
  expect(
    old.map(({ doseNumber }) => doseNumber),
    'H08 one code for each dose',
  ).toEqual([2, 1])
  expect(await inBrowser(old[0]!.hc1)).toMatchObject({ state: 'valid', name: 'Nguyễn Thị Thử' })
  house.clock.advance(DAY)
  await correctName(house, person, 'Nguyễn Thị Thu')
  const fresh = await signAndIssue(house, person)
  for (const { hc1 } of old) {
    const qr = await scanned(hc1)
    expect(await checkPassport(house.app, qr)).toEqual({ state: 'replaced', on: house.clock.now() })
    expect(await inBrowser(qr)).toEqual({ state: 'replaced', on: house.clock.now().toISOString() })
  }
  for (const { hc1 } of fresh) expect(await inBrowser(hc1)).toMatchObject({ state: 'valid', name: 'Nguyễn Thị Thu' })
  const rows = await house.db.selectFrom('passports').selectAll().where('revoked_at', 'is not', null).execute()
  const next = new Map(fresh.map(({ id, doseNumber }) => [doseNumber, id]))
  for (const row of rows)
    expect(row).toMatchObject({ revoked_why: 'corrected', replaced_by: next.get(row.dose_number) })
})

test('H05 a dose that is read differently, or gone, ends the signature; what goes back to the first text is signed again', async () => {
  const person = await matched(house, 1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  const lotOf = async (lot: string) => {
    await house.db
      .updateTable('doses')
      .set({ lot })
      .where('person_id', '=', person.id)
      .where('number', '=', 1)
      .execute()
    const { signed_at } = await house.db
      .selectFrom('people')
      .select('signed_at')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
    expect(signed_at).toBeNull()
    house.clock.advance(DAY)
    return signAndIssue(house, person)
  }
  const first = await signAndIssue(house, person)
  const second = await lotOf('AZ0002')
  const third = await lotOf('AZ0001')
  for (const { hc1 } of [...first, ...second])
    expect(await checkPassport(house.app, hc1)).toMatchObject({ state: 'replaced' })
  await house.db.deleteFrom('doses').where('person_id', '=', person.id).where('number', '=', 2).execute()
  await house.app.store.transaction((tx) => tx.passports.takeBackOfGoneDoses(person.id, house.clock.now()))
  const [ofTwo, ofOne] = third
  expect(await checkPassport(house.app, ofTwo!.hc1)).toEqual({ state: 'replaced', on: house.clock.now() })
  expect(await checkPassport(house.app, ofOne!.hc1)).toMatchObject({ state: 'valid' })
  expect((await signAndIssue(house, person)).map(({ doseNumber }) => doseNumber)).toEqual([1])
})

test('H05 a task that comes late does not bring the old codes back', async () => {
  const person = await matched(house, 1)
  const [first] = await signAndIssue(house, person)
  house.clock.advance(DAY)
  await correctName(house, person, 'Nguyễn Thị Thu')
  const [second] = await signAndIssue(house, person)
  await house.db.updateTable('passports').set({ signed_record_id: second!.signedRecordId }).execute()
  await issuePassport(house.app, { signedRecordId: first!.signedRecordId })
  const alive = await house.app.store.transaction((tx) => tx.passports.ofPerson(person.id))
  expect(alive.map(({ id }) => id)).toEqual([second!.id])
})

test('H05 a list says when it was made and until when it counts; one that was changed is not believed', async () => {
  const jws = await revocationList(house.app)
  const trust = await openList(await house.app.passports.lists.trust(house.app.now()))
  const list = await openList(jws, trust.keys)
  expect(list).toMatchObject({ iss: 'VN', hashType: 'UCI' })
  expect(list.exp - list.iat).toBe(86_400)
  const [head, body = '', signature] = jws.split('.')
  const other = Buffer.from(JSON.stringify({ ...list, exp: list.exp + 1 })).toString('base64url')
  expect(await openList(`${head}.${other}.${signature}`, trust.keys)).toBeNull()
  expect(body).not.toBe(other)
})

test('H04 told once, 30 days before; renewed in one tap from the same record, and the old code ends', async () => {
  const person = await matched(house, 1)
  await aReport(house, person, { address: 'telegram|1|42', state: 'closed' })
  const [old] = await signAndIssue(house, person)
  await prove(house, person, HERE)
  expect(objectionOf(await renewPassport(house.app, { address: HERE }))).toBe('not_possible_now')
  const ends = old!.expiresAt.getTime()
  house.clock.advance(ends - 31 * DAY - house.clock.now().getTime())
  expect(await remindPassports(house.app)).toBe(0)
  house.clock.advance(DAY)
  expect([await remindPassports(house.app), await remindPassports(house.app)]).toEqual([1, 0])
  const told = house.db.selectFrom('outbox').selectAll().where('idempotency_key', 'like', 'passport-ending|%')
  const message = await told.executeTakeFirstOrThrow()
  expect(message).toMatchObject({ address: 'telegram|1|42' })
  expect(JSON.stringify(message.content)).not.toMatch(/Thử|Vaxzevria|AstraZeneca/)
  await prove(house, person, HERE)
  const { expiresAt } = value(await renewPassport(house.app, { address: HERE }))
  expect(objectionOf(await renewPassport(house.app, { address: HERE })), 'a second tap').toBe('not_possible_now')
  const [fresh] = await house.app.store.transaction((tx) => tx.passports.ofPerson(person.id))
  expect(fresh).toMatchObject({ signedRecordId: old!.signedRecordId, expiresAt })
  expect(expiresAt.getTime() - house.clock.now().getTime()).toBeGreaterThanOrEqual(365 * DAY - 1000)
  expect(await inBrowser(old!.hc1)).toMatchObject({ state: 'replaced' })
  expect(await inBrowser(fresh!.hc1)).toMatchObject({ state: 'valid' })
})

test('H10 a link opens once, within 24 hours, for whoever is proved as the same person', async () => {
  const [person, other] = [await matched(house, 1), await matched(house, 2, { fullName: 'Lê Văn Khác' })]
  expect(objectionOf(await makePassportLink(house.app, { address: HERE }))).toBe('not_proved')
  await prove(house, person, HERE)
  expect(objectionOf(await makePassportLink(house.app, { address: HERE })), 'no passport').toBe('not_proved')
  await signAndIssue(house, person)
  await prove(house, other, 'web|portal|other')
  const token = value(await makePassportLink(house.app, { address: HERE }))
  const use = (address: string, which = token) =>
    usePassportLink(house.app, { address, token: which }).then(objectionOf)
  expect(await use('web|portal|nobody')).toBe('not_proved')
  expect(await use('web|portal|other')).toBe('not_proved')
  expect([await use(HERE), await use(HERE)]).toEqual(['none', 'link_expired'])
  expect(await use(HERE, 'guessed')).toBe('link_expired')
  const late = value(await makePassportLink(house.app, { address: HERE }))
  house.clock.advance(DAY)
  await prove(house, person, HERE)
  expect(await use(HERE, late)).toBe('link_expired')
  expect(JSON.stringify(await house.db.selectFrom('passport_links').selectAll().execute())).not.toContain(token)
})

test('H09 at the counter: the paper of whoever stands there, for officers of their own place only, and who printed it is noted', async () => {
  const person = await matched(house, 1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  const print = (officer: Officer) => passportAtCounter(house.app, { officer, personId: person.id })
  const clerk = await anOfficer(house)
  expect(objectionOf(await print(clerk)), 'nothing to print yet').toBe('not_possible_now')
  await signAndIssue(house, person)
  expect(objectionOf(await print(await anOfficer(house, { role: 'police_officer' })))).toBe('not_your_role')
  expect(objectionOf(await print({ ...clerk, unitId: 'elsewhere' }))).toBe('no_such_person')
  const words = passportPaperWords(
    value(await print(clerk)),
    { large: true, drawnUpAt: house.clock.now() },
    (key) => key,
  )
  expect(words.pages).toHaveLength(2)
  expect((await PDFDocument.load(await house.app.papers.passportPdf(words))).getPageCount()).toBe(3)
  const noted = house.db.selectFrom('audit').selectAll().where('subject_id', '=', person.id)
  expect(await noted.where('action', '=', 'counter_person_opened').execute()).toMatchObject([
    { staff_id: clerk.staffId, detail: { paper: 'passport' } },
  ])
})

test('H12 in a house of every kind of person each one without a passport has one reason and somebody who acts next', async () => {
  const right = { matchResult: 'right' as const }
  const people = [
    await house.person({}),
    await house.person({ idText: '12345' }),
    await house.person({ idNumber: newIdNumber(3), matchResult: 'wrong' }),
    await house.person({ idNumber: newIdNumber(4), matchResult: 'not_verifiable' }),
    await house.person({ idNumber: newIdNumber(5) }),
    await house.person({ idNumber: newIdNumber(6), ...right, doses: [] }),
    await house.person({ idNumber: newIdNumber(7), ...right, doses: [{ vaccine: 'Covivac' }] }),
    await house.person({ idNumber: newIdNumber(8), ...right }),
  ]
  const reported = await house.person({ idNumber: newIdNumber(9), ...right })
  await aReport(house, reported)
  const reasons: string[] = []
  for (const [at, person] of [...people, reported].entries()) {
    const address = `telegram|1|${at}`
    await prove(house, person, address)
    const told = await passportInChat(house.app, { address })
    if (told.state !== 'none' || !told.reason) throw new Error('a reason')
    reasons.push(told.reason.why)
    expect(told.reason.unit === null).toBe(told.reason.who === 'ministry')
  }
  const one = 'no_number facts_wrong not_verifiable waiting_match dose_incomplete vaccine_not_listed waiting_signature'
  expect(reasons).toEqual(['no_number', ...one.split(' '), 'open_report'])
  expect(new Set([...reasons, 'police_checking'])).toEqual(new Set(WHY_NONE))
})
