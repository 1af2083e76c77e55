import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSoftSigner, type SoftSigner, signDetached } from '../../../platform/signing/cms.ts'
import {
  makePracticeCertificate,
  makePracticeRoot,
  type PemPair,
} from '../../../platform/signing/practice-certificates.ts'
import { type Trust, verifyDetached } from '../../../platform/signing/verify-cms.ts'
import { makeRsaSigner } from '../../support/code-workshop.ts'

const noon = new Date()
const list = Buffer.from('{"number":"12/DS-TYT","rows":[{"row":1,"fullName":"Nguyễn Văn Thử"}]}')
const folder = mkdtempSync(join(tmpdir(), 'cms-'))
let root: PemPair
let police: SoftSigner
let trust: Trust

beforeAll(async () => {
  root = await makePracticeRoot(noon)
  trust = { roots: [new X509Certificate(root.certificatePem)], lists: [] }
  const made = await makePracticeCertificate(root, { person: 'Nguyễn Văn Thử', organisation: 'Công an xã Mẫu' }, noon)
  police = readSoftSigner(made.certificatePem, made.keyPem)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What dcc.md names as the outside witness. */
function opensslVerifies(bytes: Buffer, p7s: Buffer, rootPem: string): boolean {
  const path = (name: string) => join(folder, name)
  writeFileSync(path('list'), bytes)
  writeFileSync(path('list.p7s'), p7s)
  writeFileSync(path('trust.pem'), rootPem)
  const named = ['-in', path('list.p7s'), '-content', path('list'), '-CAfile', path('trust.pem')]
  const args = [
    'cms',
    '-verify',
    '-binary',
    '-cades',
    '-inform',
    'DER',
    ...named,
    '-purpose',
    'any',
    '-out',
    '/dev/null',
  ]
  try {
    execFileSync('openssl', args, { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

test('F06 a signed list is accepted by OpenSSL as CAdES, and not with one byte changed', async () => {
  const p7s = await signDetached(list, police, noon)
  expect(opensslVerifies(list, p7s, root.certificatePem)).toBe(true)
  expect(opensslVerifies(Buffer.from(list.toString().replace('12/DS', '13/DS')), p7s, root.certificatePem)).toBe(false)
})

test('an RSA key signs just as well', async () => {
  const { certificate, key } = await makeRsaSigner(noon)
  const keyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
  const p7s = await signDetached(list, readSoftSigner(certificate.toString(), keyPem), noon)
  expect(opensslVerifies(list, p7s, certificate.toString())).toBe(true)
  expect(await verifyDetached(list, p7s, { roots: [certificate], lists: [] }, noon)).toMatchObject({ ok: true })
})

test('a signature names its signer by issuer and serial, and the time claimed', async () => {
  const second = new Date(Math.floor(noon.getTime() / 1000) * 1000)
  expect(await verifyDetached(list, await signDetached(list, police, noon), trust, noon)).toEqual({
    ok: true,
    claimedTime: second,
    revocation: 'unknown',
    signer: {
      serial: police.certificate.serialNumber,
      issuer: expect.stringContaining('SO TIEM PRACTICE ROOT - NOT VALID'),
      subject: expect.stringContaining('CN=Nguyễn Văn Thử'),
    },
  })
})

test('two officers have two certificates', async () => {
  const other = await makePracticeCertificate(root, { person: 'Trần Thị Thử', organisation: 'Trạm Y tế Mẫu' }, noon)
  expect(new X509Certificate(other.certificatePem).serialNumber).not.toBe(police.certificate.serialNumber)
  expect(() =>
    readSoftSigner(other.certificatePem, police.key.export({ format: 'pem', type: 'pkcs8' }).toString()),
  ).toThrow('does not belong')
})

test('a signature is refused for its one fault', async () => {
  const p7s = await signDetached(list, police, noon)
  const reason = async (bytes: Buffer, signature: Buffer, roots: readonly X509Certificate[], at: Date) => {
    const verdict = await verifyDetached(bytes, signature, { roots, lists: [] }, at)
    return verdict.ok ? null : verdict.reason
  }
  const stranger = new X509Certificate((await makePracticeRoot(noon)).certificatePem)
  const years = (n: number) => new Date(noon.getTime() + n * 365 * 86_400_000)
  const forged = Buffer.from(p7s)
  forged[forged.length - 4]! ^= 1
  expect(await reason(Buffer.from('another list'), p7s, trust.roots, noon)).toBe('other_document')
  expect(await reason(list, forged, trust.roots, noon)).toBe('bad_signature')
  expect(await reason(list, p7s, [stranger], noon)).toBe('signer_not_trusted')
  expect(await reason(list, p7s, [], noon)).toBe('signer_not_trusted')
  expect(await reason(list, p7s, trust.roots, years(3))).toBe('expired')
  expect(await reason(list, p7s, trust.roots, years(-1))).toBe('not_yet_valid')
  expect(await reason(list, Buffer.from('hello'), trust.roots, noon)).toBe('not_a_signature')
  expect(await reason(list, Buffer.alloc(0), trust.roots, noon)).toBe('not_a_signature')
  const rootSigner = readSoftSigner(root.certificatePem, root.keyPem)
  expect(await reason(list, await signDetached(list, rootSigner, noon), trust.roots, noon)).toBe('not_for_signing')
})

test('OpenSSL’s own CMS without signingCertificateV2 is not CAdES', async () => {
  const path = (name: string) => join(folder, name)
  writeFileSync(path('cert.pem'), police.certificate.toString())
  writeFileSync(path('key.pem'), police.key.export({ format: 'pem', type: 'pkcs8' }))
  writeFileSync(path('doc'), list)
  const make = (...extra: string[]) =>
    execFileSync('openssl', [
      'cms',
      '-sign',
      '-binary',
      '-in',
      path('doc'),
      '-signer',
      path('cert.pem'),
      '-inkey',
      path('key.pem'),
      '-md',
      'sha256',
      '-outform',
      'DER',
      ...extra,
    ])
  expect(await verifyDetached(list, make(), trust, new Date())).toEqual({ ok: false, reason: 'not_cades' })
  expect(await verifyDetached(list, make('-cades'), trust, new Date())).toMatchObject({ ok: true })
})
