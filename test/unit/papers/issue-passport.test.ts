import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import { deflateSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPassportCommand } from '../../../cli/passport.ts'
import { type PassportRecord, passportClaims } from '../../../core/domain/papers/dcc-payload.ts'
import { decodeBase45, encodeBase45 } from '../../../platform/passport/base45.ts'
import { encodePassport, newUvci } from '../../../platform/passport/encode.ts'
import { createPassportDesk } from '../../../platform/passport/passport-desk.ts'
import { passportQrPng, plainQrSvg } from '../../../platform/passport/qr.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { factsOf } from '../../../platform/passport/trusted-certificate.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'
import { verifyPassport } from '../../../platform/passport/verify.ts'
import { greyOf } from '../../../platform/photos/grey-image.ts'
import { findCodes } from '../../../platform/photos/qr-decoder.ts'
import { makeRsaSigner } from '../../support/code-workshop.ts'
import { sharedData } from '../../support/shared-data.ts'

const noon = new Date('2026-03-02T05:00:00Z')
const names = ['Nguyễn Bảo Duy', 'Đặng Thị Ợt', "H'Nguyệt Êban", 'Kiêm Thị Sa Rây', 'K’Brêu']
const folder = mkdtempSync(join(tmpdir(), 'passport-'))
let signer: PassportSigner
let pems: { certificatePem: string; keyPem: string }

beforeAll(async () => {
  pems = await makePracticeSigner(noon)
  signer = readPassportSigner(pems.certificatePem, pems.keyPem)
})
afterAll(() => rmSync(folder, { recursive: true }))

const aRecord = (other: Partial<PassportRecord> = {}): PassportRecord => ({
  fullName: 'Nguyễn Bảo Duy',
  birthDate: '1990-05-17',
  doses: [{ number: 2, total: 2, vaccine: 'Pfizer', givenOn: '2021-10-30' }],
  issuer: 'Cục Y tế dự phòng - Bộ Y tế',
  uvci: newUvci(),
  issuedAt: noon,
  ...other,
})
const claimsOf = (record: PassportRecord) => {
  const made = passportClaims(record, readVaccines())
  if (!made.ok) throw new Error(made.objection)
  return made.claims
}

test('base45 gives the examples of RFC 9285, and every byte string back', () => {
  expect(encodeBase45(Buffer.from('AB'))).toBe('BB8')
  expect(encodeBase45(Buffer.from('Hello!!'))).toBe('%69 VD92EX0')
  expect(decodeBase45('QED8WEX0')?.toString()).toBe('ietf!')
  for (let size = 0; size < 300; size++) {
    const bytes = Buffer.from(Array.from({ length: size }, (_, i) => (i * 167 + size * 59) % 256))
    expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes)
  }
  for (const wrong of ['A', 'GGW', ':::', '::', 'bb8', 'BB8A', 'B B8=']) expect(decodeBase45(wrong)).toBeNull()
})

test('H02 1,000 certificates: what we issue our verifier accepts, with every claim as it was', {
  timeout: 120_000,
}, () => {
  const vaccines = readVaccines()
  for (let i = 0; i < 1000; i++) {
    const doses = [{ number: (i % 3) + 1, total: 3, vaccine: vaccines[i % 8]!.name, givenOn: '2021-12-01' }]
    const birthDate = `${1930 + (i % 80)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
    const issuedAt = new Date(noon.getTime() + i * 1000)
    const claims = claimsOf(aRecord({ fullName: names[i % 5]!, birthDate, doses, uvci: newUvci(), issuedAt }))
    const { valid, payload } = verifyPassport(encodePassport(claims, signer), {
      trust: [signer.certificate],
      clock: issuedAt,
    })
    if (!valid || !isDeepStrictEqual(payload, claims)) throw new Error(`certificate ${i} came back changed`)
  }
})

test('H02 an RSA signer issues PS256, as the real Vietnamese passports do', async () => {
  const rsa = await makeRsaSigner(noon)
  const hc1 = encodePassport(claimsOf(aRecord()), rsa)
  expect(verifyPassport(hc1, { trust: [rsa.certificate], clock: noon }).valid).toBe(true)
  expect(verifyPassport(hc1, { trust: [signer.certificate], clock: noon }).reason).toBe('kid')
})

test('H04 a passport ends after twelve months, to the second', () => {
  const claims = claimsOf(aRecord())
  const hc1 = encodePassport(claims, signer)
  const at = (seconds: number) => verifyPassport(hc1, { trust: [signer.certificate], clock: new Date(seconds * 1000) })
  expect(at(claims.exp).valid).toBe(true)
  expect(at(claims.exp + 1).reason).toBe('times')
  expect(at(claims.iat - 1).reason).toBe('times')
})

test('a passport may not outlive the certificate that signs it', () => {
  const late = new Date('2027-04-02T05:00:00Z')
  expect(() => encodePassport(claimsOf(aRecord({ issuedAt: late })), signer)).toThrow('renew it first')
  const early = new Date('2026-02-20T05:00:00Z')
  expect(() => encodePassport(claimsOf(aRecord({ issuedAt: early })), signer)).toThrow('not valid yet')
})

test('a certificate that breaks the schema is never handed out', () => {
  const claims = claimsOf(aRecord())
  claims.certificate.v[0].dn = 0
  expect(() => encodePassport(claims, signer)).toThrow('does not verify: schema')
})

test('the practice signer says that it is not valid; a foreign key and a weak key are refused', () => {
  expect(signer.certificate.subject).toContain('SO TIEM PRACTICE - NOT VALID')
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  })
  expect(() => readPassportSigner(pems.certificatePem, stranger.toString())).toThrow('does not belong')
})

test('the key id of Vietnam’s real certificate is the published one', () => {
  const real = new X509Certificate(readFileSync(sharedData('dcc/vn/dsc-production-66d25512539d5a6d.pem')))
  expect(factsOf(real).kid.toString('hex')).toBe('66d25512539d5a6d')
})

test('H02 the QR is read back by another program’s decoder', async () => {
  const hc1 = encodePassport(claimsOf(aRecord()), signer)
  const [code] = await findCodes(await greyOf(sharp(passportQrPng(hc1))))
  expect(code?.text).toBe(hc1)
  expect(await plainQrSvg('PA-2026-0001')).toMatch(/^<svg/)
})

test('H07 the desk gives four different answers', async () => {
  const desk = createPassportDesk({ loadSigner: async () => signer, loadTrust: async () => [signer.certificate] })
  const { uvci: _, ...record } = aRecord()
  const { hc1, ci, expiresAt } = await desk.issue(record)
  expect(expiresAt).toEqual(new Date('2027-03-02T05:00:00Z'))
  expect(await desk.verify(hc1, noon)).toMatchObject({ ok: true, certificate: { v: [{ ci }] } })
  expect(await desk.verify(hc1, new Date('2028-01-01'))).toEqual({ ok: false, reason: 'expired' })
  expect(await desk.verify('https://example.vn', noon)).toEqual({ ok: false, reason: 'not_a_passport' })
  const rsa = await makeRsaSigner(noon)
  const foreign = encodePassport(claimsOf(aRecord()), rsa)
  expect(await desk.verify(foreign, noon)).toEqual({ ok: false, reason: 'unknown_key' })
  expect(await desk.verify(forged(hc1), noon)).toEqual({ ok: false, reason: 'bad_signature' })
})

test('so-tiem passport issues a file and verifies lines, empty ones too', async () => {
  const command = createPassportCommand({ loadSigner: async () => signer })
  const file = join(folder, 'record.json')
  const { uvci: _u, issuer: _i, issuedAt, ...record } = aRecord()
  writeFileSync(file, JSON.stringify({ ...record, issuedAt: issuedAt.toISOString() }))
  const run = async (args: string[], stdin = '') => {
    const out: string[] = []
    const io = {
      out: (line: string) => out.push(line),
      err: () => undefined,
      say: (key: string) => key,
      stdin: Readable.from([stdin]),
    }
    return { code: await command.run(args, io), out: out.map((line) => JSON.parse(line)) }
  }
  const issued = await run(['issue', file])
  expect(issued).toMatchObject({ code: 0, out: [{ expires: '2027-03-02T05:00:00.000Z' }] })
  const { hc1, ci } = issued.out[0]
  expect(ci).toMatch(/^URN:UVCI:01:VN:[0-9A-F]{32}$/)
  const line = JSON.stringify({ hc1, trust: [pems.certificatePem], clock: noon.toISOString() })
  const verified = await run(['verify', '--clock', noon.toISOString()], `${hc1}\n\n${line}\n${hc1.slice(4)}\n`)
  expect(verified.out.map(({ valid, reason }) => [valid, reason])).toEqual([
    [true, null],
    [false, 'prefix'],
    [true, null],
    [false, 'prefix'],
  ])
  writeFileSync(join(folder, 'trusted.pem'), pems.certificatePem)
  const trusting = await run(['verify', '--trust', folder, '--clock', noon.toISOString()], hc1)
  expect(trusting.out).toMatchObject([{ valid: true, payload: { certificate: { dob: '1990-05-17' } } }])
  writeFileSync(file, JSON.stringify({ ...record, doses: [] }))
  expect((await run(['issue', file])).code).toBe(1)
  expect((await run(['issue', join(folder, 'none.json')])).code).toBe(2)
  expect((await run(['verify', '--clock', 'noon'])).code).toBe(2)
  expect((await run(['verify', '--trust', file])).code).toBe(2)
})

/** The same code with the last byte of its signature changed. */
function forged(hc1: string): string {
  const cose: Buffer = inflateSync(decodeBase45(hc1.slice(4))!)
  cose[cose.length - 1]! ^= 1
  return `HC1:${encodeBase45(deflateSync(cose))}`
}
