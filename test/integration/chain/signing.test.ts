import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { BLOCKING_REASONS } from '../../../core/domain/signing/blocking-reason.ts'
import { checkPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { ownPassport } from '../../../core/use-cases/passport/own-passport.ts'
import { drawUpMinutes } from '../../../core/use-cases/signing/draw-up-minutes.ts'
import { readyToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { recordMinutes } from '../../../core/use-cases/signing/record-minutes.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { writeCose } from '../../../platform/passport/cose.ts'
import { packHc1, unpackHc1 } from '../../../platform/passport/hc1.ts'
import { makePracticeSigner } from '../../../platform/passport/signer.ts'
import { sharedData } from '../../support/shared-data.ts'
import { cardSeen } from '../counter/counter-house.ts'
import {
  aReport,
  type ChainHouse,
  MINUTES,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  SCAN,
  value,
} from './chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

const matched = (serial: number, wish = {}) =>
  house.person({ idNumber: newIdNumber(serial), class: 'right', matchResult: 'right', ...wish })

const sign = (personIds: string[], officer = house.head) => signRecords(house.app, { officer, personIds })

const newestRecord = () =>
  house.db.selectFrom('signed_records').selectAll().orderBy('signed_at', 'desc').executeTakeFirstOrThrow()

test('H01 ready to sign: matched people with complete doses and no open case; H12 everybody else has exactly one reason', async () => {
  const ready = await matched(1)
  await house.person({})
  await house.person({ idText: '12345' })
  await peopleWaiting(house, 1)
  await aReport(house, await matched(2))
  await house.person({ idNumber: newIdNumber(3), matchResult: 'wrong' })
  await house.person({ idNumber: newIdNumber(4), matchResult: 'not_verifiable' })
  await house.person({ idNumber: newIdNumber(5) })
  await matched(6, { doses: [] })
  await matched(7, { doses: [{ vaccine: 'Covivac' }] })
  await matched(8, { doses: [{ givenOn: '1980-01-01' }] })
  await matched(9, { fullName: 'Ольга Thử' })
  const found = await readyToSign(house.app, 'tyt-mau')
  expect(found.ready.map((one) => one.candidate.record.id)).toEqual([ready.id])
  expect(found.perReason).toEqual({
    ...Object.fromEntries(BLOCKING_REASONS.map((reason) => [reason, 1])),
    no_id: 2,
    open_identity_case: undefined,
    // Told in test/integration/report/never-had-dose.test.ts.
    dose_frozen: undefined,
    // Told in test/integration/same-person.
    two_records: undefined,
  })
  expect(found.blocked.every((one) => BLOCKING_REASONS.includes(one.reason!))).toBe(true)
})

test('H01 ready to sign: a foreigner with a passport number needs no match', async () => {
  const foreigner = await house.person({ nationality: 'KR', idText: 'M12345678' })
  expect((await readyToSign(house.app, 'tyt-mau')).ready.map((one) => one.candidate.record.id)).toEqual([foreigner.id])
})

test('D07 proof that the change landed: the signature closes the report as corrected and seen', async () => {
  const person = await matched(1)
  const exportRow = await plantLandedRow(person.id)
  const report = await aReport(house, person, { state: 'platform_updated', landedRowId: exportRow })
  expect(value(await sign([person.id]))).toEqual({ signed: 1, leftOut: 0 })
  const closed = await house.app.store.transaction((tx) => tx.reports.get(report.id))
  expect(closed).toMatchObject({ state: 'closed', endState: 'corrected_and_seen', landedRowId: exportRow })
  const record = await newestRecord()
  const verdict = await house.app.signing.verifyDetached(
    Buffer.from(record.canonical),
    record.signature!,
    house.clock.now(),
  )
  expect(verdict.ok).toBe(true)
  const tasks = await house.db
    .selectFrom('tasks')
    .select(['name', 'unique_key'])
    .where('name', '=', 'issue-passport')
    .execute()
  expect(tasks).toHaveLength(1)
})

test('H11 minutes are never shown as signed, and the same doses can be signed for real afterwards', async () => {
  const person = await matched(1)
  const { date: drawnOn, parties } = MINUTES
  const minutes = value(
    await drawUpMinutes(house.app, { officer: house.head, personIds: [person.id], drawnOn, parties }),
  )
  expect((await readyToSign(house.app, 'tyt-mau')).ready[0]?.candidate.byMinutes).toBe(false)
  value(await recordMinutes(house.app, { officer: house.head, minutesId: minutes.id, scan: SCAN }))
  expect((await house.app.store.transaction((tx) => tx.records.get(person.id)))?.signedAt).toBeNull()
  const { ready } = await readyToSign(house.app, 'tyt-mau')
  expect(ready[0]?.candidate.byMinutes).toBe(true)
  expect(value(await sign([person.id])).signed).toBe(1)
})

test('H01 ready to sign: only the head signs, and whoever is not ready is left out', async () => {
  const [ready, blocked] = [await matched(1), await house.person({})]
  expect(objectionOf(await sign([ready.id], house.clerk))).toBe('not_your_role')
  expect(value(await sign([ready.id, blocked.id]))).toEqual({ signed: 1, leftOut: 1 })
  expect(objectionOf(await sign([ready.id]))).toBe('nothing_to_sign')
})

test('H05 correct, reissue, kill the old one: the task may run twice, and the verifier says when it was replaced', async () => {
  const person = await matched(1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  value(await sign([person.id]))
  const first = await newestRecord()
  await issuePassport(house.app, { signedRecordId: first.id })
  await issuePassport(house.app, { signedRecordId: first.id })
  const [old] = await house.db.selectFrom('passports').selectAll().orderBy('dose_number', 'desc').execute()
  expect(await checkPassport(house.app, old!.hc1)).toMatchObject({
    state: 'valid',
    name: 'Nguyễn Thị Thử',
    birthDate: '1990-05-17',
  })
  await house.db.updateTable('people').set({ signed_at: null }).execute()
  await house.db.updateTable('doses').set({ lot: 'AZ9999' }).execute()
  house.clock.advance(86_400_000)
  value(await sign([person.id]))
  await issuePassport(house.app, { signedRecordId: (await newestRecord()).id })
  const codes = house.db.selectFrom('passports').selectAll().where('dose_number', '=', 2)
  const passports = await codes.orderBy('issued_at').execute()
  expect(passports).toHaveLength(2)
  expect(passports[0]).toMatchObject({ replaced_by: passports[1]?.id })
  expect(await checkPassport(house.app, old!.hc1)).toMatchObject({ state: 'replaced' })
  expect(await checkPassport(house.app, passports[1]!.hc1)).toMatchObject({ state: 'valid' })
  house.clock.advance(366 * 86_400_000)
  expect(await checkPassport(house.app, passports[1]!.hc1)).toMatchObject({ state: 'expired' })
})

test('H07 public verification: forged, foreign, expired and meaningless codes get different answers, and nothing is stored', async () => {
  const person = await matched(1)
  value(await sign([person.id]))
  await issuePassport(house.app, { signedRecordId: (await newestRecord()).id })
  const { hc1 } = await house.db.selectFrom('passports').select('hc1').executeTakeFirstOrThrow()
  const stored = () =>
    Promise.all([
      house.db.selectFrom('audit').selectAll().execute(),
      house.db.selectFrom('passports').selectAll().execute(),
    ])
  const before = await stored()
  const [{ hc1: foreign }] = JSON.parse(readFileSync(sharedData('dcc/dev/qr.json'), 'utf8')) as [{ hc1: string }]
  expect(await checkPassport(house.app, foreign)).toEqual({ state: 'unknown_key' })
  expect(await checkPassport(house.app, 'xin chào')).toEqual({ state: 'not_a_passport' })
  expect(await checkPassport(house.app, await forged(hc1))).toEqual({ state: 'bad_signature' })
  expect(await stored()).toEqual(before)
})

/** Our kid over another key: what a forger can write. */
async function forged(hc1: string): Promise<string> {
  const unpacked = unpackHc1(hc1)
  if (!unpacked.ok || !unpacked.cose.kid) throw new Error('The passport of this test cannot be unpacked')
  const other = await makePracticeSigner(house.clock.now())
  return packHc1(writeCose(unpacked.cose.payloadBytes, unpacked.cose.kid, createPrivateKey(other.keyPem)))
}

test('A06 levels of assurance: only an address with level 2 sees its own passport', async () => {
  const person = await matched(1)
  value(await sign([person.id]))
  await issuePassport(house.app, { signedRecordId: (await newestRecord()).id })
  const proof = {
    id: crypto.randomUUID(),
    address: 'web|portal|s1',
    phone: null,
    person_id: person.id,
    proved_at: house.clock.now(),
  }
  const expires_at = new Date(house.clock.now().getTime() + 3_600_000)
  await house.db
    .insertInto('proofs')
    .values({ ...proof, level: 1, expires_at })
    .execute()
  expect(await ownPassport(house.app, 'web|portal|s1')).toEqual({ state: 'not_proved' })
  await house.db.updateTable('proofs').set({ level: 2 }).execute()
  expect(await ownPassport(house.app, 'web|portal|s1'), 'what lifted it is over').toEqual({ state: 'not_proved' })
  await cardSeen(house, person.id)
  const mine = await ownPassport(house.app, 'web|portal|s1')
  const fields = { fullName: 'Nguyễn Thị Thử', doses: 1, product: 'Vaxzevria' }
  expect(mine).toMatchObject({ state: 'ready', codes: [{ fields, hc1: expect.stringMatching(/^HC1:/) }] })
  expect(await ownPassport(house.app, 'web|portal|s2')).toEqual({ state: 'not_proved' })
})

async function plantLandedRow(personId: string): Promise<string> {
  const [exportId, id] = [crypto.randomUUID(), crypto.randomUUID()]
  const base = {
    id: exportId,
    number: 'XD-2026-0099',
    kind: 'hand_edit',
    unit_id: 'tyt-mau',
    staff_id: house.clerk.staffId,
  }
  const totals = { template_version: 't', rows_total: 1, totals: '{}', created_at: house.clock.now() }
  await house.db
    .insertInto('exports')
    .values({ ...base, ...totals })
    .execute()
  const row = {
    id,
    export_id: exportId,
    row_no: 1,
    person_id: personId,
    change_ids: [],
    state: 'landed',
    before: '{}',
    after: '{}',
  }
  await house.db.insertInto('export_rows').values(row).execute()
  return id
}
