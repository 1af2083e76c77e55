import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isCertificate } from '../../../platform/passport/certificate-schema.ts'
import { unpackHc1 } from '../../../platform/passport/hc1.ts'
import { revocationHashes } from '../../../platform/passport/revocation.ts'
import { readCertificate } from '../../../platform/passport/trusted-certificate.ts'
import { verifyPassport } from '../../../platform/passport/verify.ts'
import { sharedData } from '../../support/shared-data.ts'

const read = (path: string) => JSON.parse(readFileSync(sharedData(`dcc/dev/${path}`), 'utf8'))
/** The vectors' own words for a layer, in ours. */
const LAYER: Record<string, string> = { expiry: 'times', keyusage: 'usage', alg: 'signature' }
const judge = (hc1: string, certificate: string, clock: string) =>
  verifyPassport(hc1, { trust: [readCertificate(certificate)], clock: new Date(clock) })

test('H02 the public vectors: 79 accepted, 17 refused for the right layer', () => {
  const vectors: { file: string; expect: string; layer: string | null; clock: string }[] = read('index.json')
  const [got, wanted]: [unknown[], unknown[]] = [[], []]
  for (const { file, expect, layer, clock } of vectors) {
    const { PREFIX, TESTCTX } = read(file)
    const { valid, reason } = judge(PREFIX ?? '', TESTCTX.CERTIFICATE, clock)
    got.push([file, valid, reason])
    wanted.push([file, expect === 'accept', layer && (LAYER[layer] ?? layer)])
  }
  expect(got).toEqual(wanted)
  expect(vectors.filter((vector) => vector.expect === 'accept')).toHaveLength(79)
  expect(vectors).toHaveLength(96)
})

test('H02 the 42 broken variants are refused for the layer that was broken', () => {
  const variants: { id: string; hc1: string; certificate: string; clock: string; layer: string }[] =
    read('derived.json')
  const got = variants.map(({ id, hc1, certificate, clock }) => [id, judge(hc1, certificate, clock).reason])
  expect(got).toEqual(variants.map(({ id, layer }) => [id, LAYER[layer] ?? layer]))
  expect(variants).toHaveLength(42)
})

test('H02 the codes of 67 countries: 124 unpack, 46 signatures hold', () => {
  const codes: { id: string; hc1: string; iss: string; certificate: string | null; schema1_3_3: boolean }[] =
    read('qr.json')
  const unpacked = codes.map((code) => ({ ...code, found: unpackHc1(code.hc1) }))
  expect(unpacked.filter(({ found, iss }) => found.ok && found.claims.iss === iss)).toHaveLength(124)
  const signed = unpacked.flatMap(({ certificate, hc1, found }) => {
    if (!certificate || !found.ok) return []
    return [judge(hc1, certificate, new Date((found.claims.iat ?? 0) * 1000).toISOString()).reason]
  })
  expect(signed.filter((reason) => !['kid', 'signature'].includes(String(reason)))).toHaveLength(46)
  for (const { id, found, schema1_3_3 } of unpacked)
    expect([id, found.ok && isCertificate(found.claims.certificate)]).toEqual([id, schema1_3_3])
})

test('H05 the hashes of the EU revocation lists', () => {
  const codes: { id: string; hc1: string }[] = read('qr.json')
  const known = read('revocation-hashes.json')
  expect(known).toHaveLength(12)
  for (const { id, UCI, COUNTRYCODEUCI, SIGNATURE } of known) {
    const found = unpackHc1(codes.find((code) => code.id === id)!.hc1)
    if (!found.ok) throw new Error(id)
    const hashes = revocationHashes(found.cose, found.claims)
    expect(hashes).toEqual({ uci: UCI, countryUci: COUNTRYCODEUCI, signature: SIGNATURE })
  }
})

test('H05 revoking a code revokes its other valid spelling too', () => {
  const codes: { id: string; hc1: string; certificate: string }[] = read('qr.json')
  const twins: { id: string; hc1: string; twin: string }[] = read('revocation-twins.json')
  for (const { id, hc1, twin } of twins) {
    const found = unpackHc1(hc1)
    if (!found.ok) throw new Error(id)
    const { signature } = revocationHashes(found.cose, found.claims)
    const trust = [readCertificate(codes.find((code) => code.id === id)!.certificate)]
    const clock = new Date(found.claims.iat! * 1000)
    for (const spelling of [hc1, twin]) {
      expect(verifyPassport(spelling, { trust, clock }).valid).toBe(true)
      const verdict = verifyPassport(spelling, { trust, clock, revoked: (hashes) => hashes.signature === signature })
      expect(verdict.reason).toBe('revoked')
    }
  }
  expect(twins).toHaveLength(6)
})

test.each(['', 'HC1:', 'HC1:A', 'HC1:::::', 'HC1:6BF', 'hello', 'HC1:NCF\u0000', 'HC1:6BF+70790T9WJWG.FKY*4GO0'])(
  'the string %j is refused without a crash',
  (text) => {
    expect(verifyPassport(text, { trust: [], clock: new Date() }).valid).toBe(false)
  },
)
