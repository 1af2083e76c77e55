import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { certificateCommand } from '../../../cli/certificate.ts'
import { fetchCrls } from '../../../core/use-cases/certificates/fetch-crls.ts'
import { ownCertificates } from '../../../core/use-cases/certificates/own-certificates.ts'
import { registerCertificate } from '../../../core/use-cases/certificates/register-certificate.ts'
import { removeCertificate } from '../../../core/use-cases/certificates/remove-certificate.ts'
import { readSentences } from '../../../templates/rendering/sentences.ts'
import { makeP12, makeTestCa, WEB_SERVER_USAGE } from '../../support/test-ca.ts'
import { objectionOf, value } from '../chain/chain-house.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let house: SignatureHouse
beforeEach(async () => {
  await house?.close()
  house = await openSignatureHouse()
})
afterAll(() => house.close())

const DAY = 86_400_000
const inDays = (days: number) => new Date(house.clock.now().getTime() + days * DAY)

const register = (file: Buffer, password = 'mật khẩu') =>
  registerCertificate(house.app, { staffId: house.police.staffId, driver: 'soft', file, password, by: 'officer' })

test('H13 a .p12 of OpenSSL is opened, its key sealed at once, and the database knows neither key nor password', async () => {
  const one = await house.ca.issue({ kind: 'rsa', name: 'Phạm Văn Thử' })
  expect(value(await register(makeP12(one, 'mật khẩu', [house.ca]))).signer.subject).toContain('Phạm Văn Thử')
  const dump = JSON.stringify(await house.db.selectFrom('signing_certificates').selectAll().execute())
  expect(dump).not.toContain('PRIVATE KEY')
  const audit = JSON.stringify(await house.db.selectFrom('audit').selectAll().execute())
  expect(audit).toContain('register_certificate')
  for (const text of [dump, audit]) expect(text).not.toContain('mật khẩu')
  const row = await house.db.selectFrom('signing_certificates').selectAll().executeTakeFirstOrThrow()
  expect(house.app.secrets.openText(row.sealed_key ?? Buffer.alloc(0))).toContain('BEGIN PRIVATE KEY')
  const signed = await house.app.signing.signDetached(house.police.staffId, Buffer.from('x'), house.clock.now())
  expect(signed).toMatchObject({ ok: true, driver: 'soft' })
})

test('H13 an EC key in a .p12 signs as well', async () => {
  value(await register(makeP12(await house.ca.issue({ kind: 'ec' }), 'mật khẩu')))
  const signed = await house.app.signing.signDetached(house.police.staffId, Buffer.from('x'), house.clock.now())
  expect(signed).toMatchObject({ ok: true })
})

test('H13 what would be refused later is not registered, each for its own reason', async () => {
  const p12 = async (wish: object) => makeP12(await house.ca.issue({ kind: 'rsa', ...wish }), 'mật khẩu')
  expect(objectionOf(await register(Buffer.from('hello')))).toBe('p12_unreadable')
  expect(objectionOf(await register(await p12({}), 'sai'))).toBe('p12_wrong_password')
  expect(objectionOf(await register(await p12({ from: inDays(-9), to: inDays(-1) })))).toBe('certificate_expired')
  expect(objectionOf(await register(await p12({ from: inDays(1) })))).toBe('certificate_not_yet_valid')
  const usages = WEB_SERVER_USAGE
  expect(objectionOf(await register(await p12({ usages })))).toBe('certificate_not_for_signing')
  const stranger = await (await makeTestCa(house.clock.now(), 'CA lạ')).issue({ kind: 'rsa' })
  expect(objectionOf(await register(makeP12(stranger, 'mật khẩu')))).toBe('certificate_not_trusted')
  const own = await house.certified(house.police)
  expect(objectionOf(await register(makeP12(own, 'mật khẩu')))).toBe('certificate_taken')
})

test('H13 rotation: the new certificate signs, the old one’s key is gone and what it signed stays good', async () => {
  const [staffId, list] = [house.police.staffId, Buffer.from('danh sách')]
  await house.certified(house.police)
  const before = await house.app.signing.signDetached(staffId, list, house.clock.now())
  if (!before.ok) throw new Error(before.reason)
  await house.certified(house.police)
  const after = await house.app.signing.signDetached(staffId, list, house.clock.now())
  if (!after.ok) throw new Error(after.reason)
  expect(after.signer.serial).not.toBe(before.signer.serial)
  for (const { signature } of [before, after])
    expect(await house.app.signing.verifyDetached(list, signature, house.clock.now())).toMatchObject({ ok: true })
  const rows = await house.db.selectFrom('signing_certificates').selectAll().execute()
  expect(rows.filter((row) => row.sealed_key)).toHaveLength(1)
  value(await removeCertificate(house.app, staffId))
  expect(await house.app.signing.signDetached(staffId, list, house.clock.now())).toEqual({
    ok: false,
    reason: 'no_certificate',
  })
})

test('H13 the officer is warned 30 days before the end, and told when it has come', async () => {
  await house.certified(house.police, await house.ca.issue({ kind: 'rsa', to: inDays(40) }))
  const left = async () => (await ownCertificates(house.app, house.police.staffId)).daysLeft
  expect(await left()).toBeNull()
  house.clock.advance(11 * DAY)
  expect(await left()).toBe(29)
  house.clock.advance(30 * DAY)
  expect(await left()).toBeLessThan(0)
  const signed = await house.app.signing.signDetached(house.police.staffId, Buffer.from('x'), house.clock.now())
  expect(signed).toEqual({ ok: false, reason: 'expired' })
})

test('F06 revocation lists are fetched from the authority, believed only when it signed them, and kept when it is silent', async () => {
  let answer: Buffer = Buffer.from('no list')
  const server = createServer((_req, res) => res.end(answer)).listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const crlUrl = `http://localhost:${(server.address() as AddressInfo).port}/ca.crl`
  const [mine, bystander] = [await house.ca.issue({ kind: 'rsa', crlUrl }), await house.ca.issue()]
  await house.certified(house.police, mine)
  const now = house.clock.now()
  expect(await fetchCrls(house.app)).toEqual({ fetched: 0, failed: 1 })
  answer = await (await makeTestCa(now)).crl([{ of: mine, at: inDays(-1) }], { from: inDays(-1), next: inDays(1) })
  expect(await fetchCrls(house.app)).toEqual({ fetched: 0, failed: 1 })
  answer = await house.ca.crl([{ of: bystander, at: inDays(-1) }], { from: inDays(-1), next: inDays(1) })
  expect(await fetchCrls(house.app)).toEqual({ fetched: 1, failed: 0 })
  const sign = () => house.app.signing.signDetached(house.police.staffId, Buffer.from('x'), house.clock.now())
  expect(await sign()).toMatchObject({ ok: true, revocation: 'good' })
  expect(await fetchCrls(house.app), 'still young').toEqual({ fetched: 0, failed: 0 })
  house.clock.advance(2 * DAY)
  expect(await sign()).toMatchObject({ ok: true, revocation: 'stale' })
  answer = await house.ca.crl([{ of: mine, at: inDays(-1) }], { from: inDays(-1), next: inDays(1) })
  expect(await fetchCrls(house.app)).toEqual({ fetched: 1, failed: 0 })
  expect(await sign()).toEqual({ ok: false, reason: 'revoked' })
  server.close()
})

/** The command as an operator runs it, with the password on stdin. */
async function run(args: string[], stdin = ''): Promise<{ code: number; out: string[]; err: string[] }> {
  const sentences = readSentences(fileURLToPath(new URL('../../../templates/locales', import.meta.url)))
  const [out, err]: [string[], string[]] = [[], []]
  const command = certificateCommand({ withHouse: (work) => work({ app: house.app, keys: house.keys }) })
  const code = await command.run(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    say: (key, params) => sentences.say(key, 'vi', params),
    stdin: Readable.from([stdin]),
  })
  return { code, out, err }
}

test('H13 so-tiem certificate: the password comes from stdin, roots and lists from files', async () => {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(`${folder}/${name}`, bytes)
    return `${folder}/${name}`
  }
  const other = await makeTestCa(house.clock.now(), 'CA thứ hai')
  const mine = file('a.p12', makeP12(await other.issue({ kind: 'rsa' }), 'mật khẩu'))
  const add = ['add', '--staff', house.police.login, mine]
  expect((await run(add, 'mật khẩu\n')).err.join()).toContain('chưa được cài là tin cậy')
  expect((await run(['trust', file('ca.pem', other.pem)])).code).toBe(0)
  expect((await run(['trust', file('leaf.pem', (await other.issue()).pem)])).code).toBe(1)
  expect((await run(add, 'sai\n')).code).toBe(1)
  const added = await run(add, 'mật khẩu\n')
  expect([added.code, JSON.parse(added.out[0] ?? '{}')]).toMatchObject([
    0,
    { staff: house.police.login, driver: 'soft' },
  ])
  const list = await other.crl([], { from: inDays(-1), next: inDays(9) })
  expect((await run(['crl', file('ca.crl', list)])).code).toBe(0)
  const older = await other.crl([], { from: inDays(-2), next: inDays(9) })
  expect((await run(['crl', file('old.crl', older)])).err.join()).toContain('danh sách thu hồi mới hơn')
  const foreign = await (await makeTestCa(house.clock.now())).crl([], { from: inDays(-1) })
  expect((await run(['crl', file('x.crl', foreign)])).code).toBe(1)
  expect((await run(['remove', '--staff', house.police.login])).code).toBe(0)
  expect((await run(['remove', '--staff', 'khong-co'])).code).toBe(1)
  expect((await run(['add', mine])).code).toBe(2)
  execFileSync('rm', ['-r', folder])
})

test('H13 the real command at its most talkative says neither password nor key', async () => {
  const one = await house.ca.issue({ kind: 'rsa' })
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-cli-'))
  const file = join(folder, 'a.p12')
  writeFileSync(file, makeP12(one, 'mật khẩu rất dài'))
  const env = {
    ...{ PATH: process.env.PATH ?? '', LOG_LEVEL: 'debug', DATABASE_URL: house.url, DATA_DIR: folder },
    ...{ MASTER_KEY: '07'.repeat(32), SESSION_SECRET: 'only for tests, thirty-two letters' },
  }
  const args = ['cli/so-tiem.ts', 'certificate', 'add', '--staff', house.police.login, file]
  const run = spawnSync(process.execPath, args, { input: 'mật khẩu rất dài\n', encoding: 'utf8', env })
  expect([run.status, JSON.parse(run.stdout)]).toMatchObject([0, { driver: 'soft' }])
  const body = one.keyPem.replace(/-----[^-]+-----|\s/g, '')
  for (const text of [run.stdout, run.stderr])
    for (const secret of ['mật khẩu rất dài', 'PRIVATE KEY', body.slice(40, 80)]) expect(text).not.toContain(secret)
  expect(await house.db.selectFrom('signing_certificates').selectAll().execute()).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
