import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { drawUpMinutes } from '../../../core/use-cases/signing/draw-up-minutes.ts'
import { readyToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { giveUpMinutes, recordMinutes } from '../../../core/use-cases/signing/record-minutes.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { signingDay } from '../../../core/use-cases/signing/signing-day.ts'
import { checkRecords, setTwoPeople } from '../../../core/use-cases/signing/two-people.ts'
import { textOfPdf } from '../../support/pdf-text.ts'
import { MINUTES, newIdNumber, objectionOf, SCAN, value } from '../chain/chain-house.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let house: SignatureHouse
beforeEach(async () => {
  await house?.close()
  house = await openSignatureHouse()
})
afterAll(() => house.close())

const matched = (serial: number, wish = {}) =>
  house.person({ idNumber: newIdNumber(serial), class: 'right', matchResult: 'right', ...wish })

const sign = (personIds: string[]) => signRecords(house.app, { officer: house.head, personIds })

test('H01 many rows are signed in one act, each with a signature of its own that verifies (500 through the page: chain/pages2)', async () => {
  await house.certified(house.head)
  const people = []
  for (let n = 0; n < 40; n += 1) people.push(await matched(n + 1))
  expect(value(await sign(people.map(({ id }) => id)))).toEqual({ signed: 40, leftOut: 0 })
  const rows = await house.db.selectFrom('signed_records').selectAll().execute()
  expect(new Set(rows.map((row) => row.signature?.toString('hex'))).size).toBe(40)
  expect(rows.every((row) => row.driver === 'soft' && row.method === 'certificate')).toBe(true)
  expect(
    rows.every((row) => row.revocation === 'unknown'),
    'no list of its authority is here',
  ).toBe(true)
  for (const row of rows.slice(0, 20)) {
    const bytes = Buffer.from(row.canonical)
    expect(await house.app.signing.verifyDetached(bytes, row.signature!, house.clock.now())).toMatchObject({ ok: true })
  }
})

test('H01 two people: the head signs only what another officer has looked at, and another dose is another look', async () => {
  await house.certified(house.head)
  const [looked, fresh] = [await matched(1), await matched(2)]
  expect(objectionOf(await setTwoPeople(house.app, { officer: house.clerk, twoPeople: true }))).toBe('not_your_role')
  value(await setTwoPeople(house.app, { officer: house.head, twoPeople: true }))
  const ids = [looked.id, fresh.id]
  expect(objectionOf(await sign(ids))).toBe('other_checker_needed')
  value(await checkRecords(house.app, { officer: house.head, personIds: ids }))
  expect(objectionOf(await sign(ids)), 'one’s own look is not another’s').toBe('other_checker_needed')
  value(await checkRecords(house.app, { officer: house.clerk, personIds: [looked.id] }))
  expect([...(await signingDay(house.app, house.head)).checked]).toEqual([looked.id])
  await house.db.updateTable('doses').set({ lot: 'AZ9' }).where('person_id', '=', looked.id).execute()
  expect(objectionOf(await sign(ids))).toBe('other_checker_needed')
  // Somebody whom the head alone brought in counts as the head (features K02).
  const clerk = { id: house.clerk.staffId, opened_by: house.head.staffId }
  await house.db.updateTable('staff').set(clerk).where('id', '=', clerk.id).execute()
  value(await checkRecords(house.app, { officer: house.clerk, personIds: [looked.id] }))
  expect(objectionOf(await sign(ids)), 'one’s own account is not another').toBe('other_checker_needed')
  await house.db.updateTable('staff').set({ opened_by: null }).where('id', '=', clerk.id).execute()
  expect(value(await sign(ids))).toEqual({ signed: 1, leftOut: 1 })
  value(await setTwoPeople(house.app, { officer: house.head, twoPeople: false }))
  expect(value(await sign([fresh.id]))).toEqual({ signed: 1, leftOut: 0 })
})

test('H11 minutes: printed with parties, hash and totals; recorded by their scan; offered for real signing; never signed', async () => {
  const person = await matched(1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  expect(objectionOf(await sign([person.id]))).toBe('no_certificate')
  const { date: drawnOn, parties } = MINUTES
  const draw = { officer: house.head, personIds: [person.id], drawnOn, parties }
  expect(objectionOf(await drawUpMinutes(house.app, { ...draw, parties: ' ' }))).toBe('minutes_incomplete')
  expect(objectionOf(await drawUpMinutes(house.app, { ...draw, officer: house.clerk }))).toBe('not_your_role')
  const minutes = value(await drawUpMinutes(house.app, draw))
  expect(minutes).toMatchObject({ number: expect.stringMatching(/^BB-\d{4}-0001$/), people: 1, doses: 2 })
  const pdf = house.app.secrets.openBytes(
    (await house.app.files.get(minutes.fileKey)) ?? Buffer.alloc(0),
    minutes.fileKey,
  )
  const text = (await textOfPdf(pdf)).join('\n').replace(/\s+/g, ' ')
  for (const part of [minutes.number, parties, '1 người, 2 mũi tiêm', 'không thay cho chữ ký số'])
    expect(text).toContain(part)
  expect(text.replaceAll(' ', '')).toContain(minutes.sha256)
  expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1)
  const record = (scan: Buffer | null) => recordMinutes(house.app, { officer: house.head, minutesId: minutes.id, scan })
  expect(objectionOf(await record(null))).toBe('minutes_incomplete')
  expect(objectionOf(await record(Buffer.from('no picture')))).toBe('scan_refused')
  expect(value(await record(SCAN))).toEqual({ signed: 1, leftOut: 0 })
  expect(objectionOf(await record(SCAN)), 'once').toBe('not_possible_now')
  const kept = await house.db.selectFrom('signed_records').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ method: 'minutes', driver: 'scan', signature: null, minutes_id: minutes.id })
  const [waiting] = (await readyToSign(house.app, 'tyt-mau')).ready
  expect([waiting?.candidate.byMinutes, waiting?.candidate.record.signedAt]).toEqual([true, null])
  const tasks = house.db.selectFrom('tasks').selectAll().where('name', '=', 'issue-passport').execute()
  expect(await tasks, 'minutes give no passport').toEqual([])
  await house.certified(house.head)
  expect(value(await sign([person.id])).signed).toBe(1)
})

test('H11 minutes that nobody signed are given up, and their people wait as before', async () => {
  const person = await matched(1)
  const { date: drawnOn, parties } = MINUTES
  const draw = { officer: house.head, personIds: [person.id], drawnOn, parties }
  const minutes = value(await drawUpMinutes(house.app, draw))
  value(await giveUpMinutes(house.app, { officer: house.head, minutesId: minutes.id }))
  expect((await readyToSign(house.app, 'tyt-mau')).ready[0]?.candidate.byMinutes).toBe(false)
  const stranger = await house.staff({ role: 'head', unitId: 'ttyt-mau' })
  const foreign = await recordMinutes(house.app, { officer: stranger, minutesId: minutes.id, scan: SCAN })
  expect(objectionOf(foreign)).toBe('no_such_minutes')
})

test('H11 recording minutes is one step: it happens whole or not at all, and only for what stands on the paper', async () => {
  const [same, changed] = [await matched(1), await matched(2)]
  const { date: drawnOn, parties } = MINUTES
  const draw = { officer: house.head, personIds: [same.id, changed.id], drawnOn, parties }
  const { id: minutesId } = value(await drawUpMinutes(house.app, draw))
  // A dose corrected after the paper was printed: whoever signed the paper has not seen it.
  await house.db.updateTable('doses').set({ lot: 'AZ9' }).where('person_id', '=', changed.id).execute()
  const record = () => recordMinutes(house.app, { officer: house.head, minutesId, scan: SCAN })
  await sql`alter table signed_records add constraint torn check (method <> 'minutes')`.execute(house.db)
  await expect(record()).rejects.toThrow(/torn/)
  const state = () => house.db.selectFrom('signing_minutes').select(['state', 'scan_key']).executeTakeFirstOrThrow()
  expect(await state()).toEqual({ state: 'drawn_up', scan_key: null })
  await sql`alter table signed_records drop constraint torn`.execute(house.db)
  expect(value(await record())).toEqual({ signed: 1, leftOut: 1 })
  expect((await state()).state).toBe('recorded')
  const kept = await house.db.selectFrom('signed_records').select('person_id').execute()
  expect(kept).toEqual([{ person_id: same.id }])
})

test('H01 a certificate on the officer’s own USB token signs no list of people, and the page is told why', async () => {
  const { id } = await matched(1)
  await house.certified(house.head, await house.ca.issue(), 'browser')
  expect(objectionOf(await sign([id]))).toBe('agent_needed')
})

test('H13 keys are in no backup: a dump of the whole database holds none of them in any form', async () => {
  const mine = await house.certified(house.head)
  const passport = await house.ca.issue({ kind: 'ec', to: new Date(house.clock.now().getTime() + 800 * 86_400_000) })
  await house.keys.installPassportSigner(passport.pem, passport.keyPem)
  value(await sign([(await matched(1)).id]))
  const folder = mkdtempSync(join(tmpdir(), 'dump-'))
  const tables = await house.db.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) =>
      house.db
        .selectFrom(name as 'staff')
        .selectAll()
        .execute(),
    ),
  )
  const dump = join(folder, 'dump.json')
  writeFileSync(
    dump,
    JSON.stringify(rows, (_, one) => (one?.type === 'Buffer' ? Buffer.from(one.data).toString('latin1') : one)),
  )
  for (const { keyPem } of [mine, passport]) {
    const body = keyPem.replace(/-----[^-]+-----|\s/g, '')
    const raw = Buffer.from(body, 'base64')
    const secrets = [
      body.slice(40, 90),
      raw.subarray(40, 80).toString('hex'),
      raw.subarray(40, 80).toString('base64').slice(0, 40),
    ]
    for (const secret of secrets)
      expect(spawnSync('grep', ['-cF', '--', secret, dump]).stdout.toString().trim()).toBe('0')
  }
  expect(spawnSync('grep', ['-c', 'PRIVATE KEY', dump]).stdout.toString().trim()).toBe('0')
  rmSync(folder, { recursive: true })
})
