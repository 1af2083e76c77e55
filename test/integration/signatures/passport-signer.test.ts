import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificateCommand } from '../../../cli/certificate.ts'
import { factsOf } from '../../../platform/passport/trusted-certificate.ts'
import { type IssueWish, makeP12, type TestCertificate, WEB_SERVER_USAGE } from '../../support/test-ca.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let house: SignatureHouse
const folder = mkdtempSync(join(tmpdir(), 'dsc-'))
beforeAll(async () => {
  house = await openSignatureHouse()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await house.close()
})

const inDays = (days: number) => new Date(house.clock.now().getTime() + days * 86_400_000)
const dsc = (wish: IssueWish = {}) => house.ca.issue({ kind: 'ec', to: inDays(760), ...wish })

async function install(
  one: TestCertificate,
  as: 'p12' | 'pem' = 'pem',
): Promise<{ code: number; out: string; err: string }> {
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const args =
    as === 'p12' ? [file('a.p12', makeP12(one, 'mk'))] : [file('c.pem', one.pem), '--key', file('k.pem', one.keyPem)]
  const told = { out: '', err: '' }
  const command = certificateCommand({ withHouse: (work) => work({ app: house.app, keys: house.keys }) })
  const io = {
    out: (line: string) => {
      told.out += line
    },
    err: (line: string) => {
      told.err += line
    },
    say: (key: string) => key,
    stdin: Readable.from(['mk\n']),
  }
  return { code: await command.run(['passport', ...args], io), ...told }
}

const kidOf = ({ certificate }: TestCertificate) => factsOf(certificate).kid.toString('hex')

test('H13 a passport signer is installed only when it can sign for twelve months more', async () => {
  expect((await install(await dsc({ to: inDays(300) }))).err).toBe('certificates.cli.dscTooShort')
  expect((await install(await dsc({ from: inDays(2) }))).err).toBe('certificates.cli.dscNotYet')
  expect((await install(await dsc({ usages: WEB_SERVER_USAGE }))).err).toBe('certificates.cli.dscUsage')
  const [one, other] = [await dsc(), await dsc()]
  expect((await install({ ...one, keyPem: other.keyPem })).err).toBe('certificates.cli.dscUnreadable')
  const soon = await dsc({ to: inDays(500) })
  expect(await install(soon)).toMatchObject({ code: 0, err: 'certificates.cli.dscReplaceSoon' })
  expect(JSON.parse((await install(one)).out)).toMatchObject({ kid: kidOf(one) })
})

test('H13 rotation rehearsed: the new signer signs, the old one’s key is gone, its codes stay verifiable, kids are pinned', async () => {
  const [first, second] = [await dsc(), await dsc({ kind: 'rsa' })]
  expect((await install(first)).code).toBe(0)
  expect(factsOf((await house.keys.passportSigner()).certificate).kid.toString('hex')).toBe(kidOf(first))
  expect((await install(second, 'p12')).code).toBe(0)
  expect(factsOf((await house.keys.passportSigner()).certificate).kid.toString('hex')).toBe(kidOf(second))
  const trusted = (await house.keys.passportCertificates()).map((one) => factsOf(one).kid.toString('hex'))
  expect(trusted[0]).toBe(kidOf(second))
  expect(trusted).toContain(kidOf(first))
  const rows = await house.db.selectFrom('passport_signers').selectAll().execute()
  expect(rows.filter((row) => row.sealed_key).map((row) => row.kid)).toEqual([kidOf(second)])
})
