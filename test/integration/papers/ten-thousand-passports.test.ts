import { type webcrypto as Web, webcrypto, X509Certificate } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type PassportClaims, passportClaims } from '../../../core/domain/papers/dcc-payload.ts'
import { encodePassport, newUvci } from '../../../platform/passport/encode.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'
import { verifyPassport } from '../../../platform/passport/verify.ts'
import { readHealthCode } from '../../support/hc1-reader.ts'

const noon = new Date('2026-03-02T05:00:00Z')
const vaccines = readVaccines()
let signer: PassportSigner
let publicKey: Web.CryptoKey

beforeAll(async () => {
  const { certificatePem, keyPem } = await makePracticeSigner(noon)
  signer = readPassportSigner(certificatePem, keyPem)
  const spki = new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' })
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
  publicKey = await webcrypto.subtle.importKey('spki', spki as Buffer<ArrayBuffer>, ecdsa, false, ['verify'])
})

const LETTERS = 'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ'
const word = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''))
  .map((text) => text.charAt(0).toUpperCase() + text.slice(1))
const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

const record = fc.record({
  fullName: fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => words.join(' ')),
  birthDate: day('1920-01-01', '2016-12-31').chain((date) => fc.constantFrom(date, date.slice(0, 7), date.slice(0, 4))),
  doses: fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 9 }),
      total: fc.integer({ min: 1, max: 9 }),
      vaccine: fc.constantFrom(...vaccines.map((vaccine) => vaccine.name)),
      givenOn: day('2021-03-08', '2026-03-01'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  issuer: fc.constantFrom('Cục Y tế dự phòng - Bộ Y tế', 'Trạm Y tế xã Mẫu'),
  issuedAt: fc.integer({ min: 0, max: 86_400 }).map((seconds) => new Date(noon.getTime() + seconds * 1000)),
})

test('H02 10,000 random certificates: ours reads each as it was written, and a second reader agrees', {
  timeout: 120_000,
}, async () => {
  let read = 0
  await fc.assert(
    fc.asyncProperty(record, async (facts) => {
      const made = passportClaims({ ...facts, uvci: newUvci() }, vaccines)
      if (!made.ok) throw new Error(made.objection)
      const hc1 = encodePassport(made.claims, signer)
      const ours = verifyPassport(hc1, { trust: [signer.certificate], clock: facts.issuedAt })
      const other = await readHealthCode(hc1, publicKey)
      read += 1
      if (!ours.valid || !isDeepStrictEqual(ours.payload, made.claims)) throw new Error(`ours: ${ours.reason}`)
      if (!other.signatureHolds || !saysTheSame(other.claims, made.claims)) throw new Error('the second reader differs')
    }),
    { numRuns: 10_000, endOnFailure: true },
  )
  expect(read).toBe(10_000)
})

test('H02 one changed letter of a code is refused by both readers', async () => {
  const facts = { fullName: 'Nguyễn Bảo Duy', birthDate: '1990-05-17', issuer: 'Trạm Y tế xã Mẫu', issuedAt: noon }
  const doses = [{ number: 2, total: 2, vaccine: 'Pfizer', givenOn: '2021-10-30' }]
  const made = passportClaims({ ...facts, doses, uvci: newUvci() }, vaccines)
  if (!made.ok) throw new Error(made.objection)
  const hc1 = encodePassport(made.claims, signer)
  for (let at = 4; at < hc1.length; at += 1) {
    const changed = hc1.slice(0, at) + (hc1[at] === 'A' ? 'B' : 'A') + hc1.slice(at + 1)
    expect([at, verifyPassport(changed, { trust: [signer.certificate], clock: noon }).valid]).toEqual([at, false])
    const other = await readHealthCode(changed, publicKey).catch(() => null)
    expect([at, other?.signatureHolds ?? false]).toEqual([at, false])
  }
})

function saysTheSame(claims: ReadonlyMap<number, unknown>, wanted: PassportClaims): boolean {
  const certificate = (claims.get(-260) as Map<number, unknown>).get(1)
  const seen = { iss: claims.get(1), exp: claims.get(4), iat: claims.get(6), certificate: plain(certificate) }
  return isDeepStrictEqual(seen, wanted)
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return value instanceof Map ? Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)])) : value
}
