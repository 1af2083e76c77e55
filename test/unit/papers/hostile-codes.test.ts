import { sign } from 'node:crypto'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import type { PassportSigner } from '../../../platform/passport/signer.ts'
import { verifyPassport } from '../../../platform/passport/verify.ts'
import { inBrowser, onServer } from '../../support/both-verifiers.ts'
import {
  algOf,
  type CodeWish,
  cbor,
  EC,
  kidOf,
  makeRsaSigner,
  pss,
  sized,
  workshopCode,
  workshopSigner,
} from '../../support/code-workshop.ts'

const noon = new Date('2026-03-02T05:00:00Z')
const NOW = noon.getTime() / 1000
const OID = '1.3.6.1.4.1.1847.2021.1'
const EARLY_OID = '1.3.6.1.4.1.0.1847.2021.1'

type Name = 'ec' | 'rsa' | 'p384' | 'test' | 'earlyTest' | 'vaccination' | 'earlyVaccination' | 'web'
const signers = {} as Record<Name, PassportSigner>
beforeAll(async () => {
  const made: Record<Name, Promise<PassportSigner>> = {
    ec: workshopSigner(noon),
    rsa: makeRsaSigner(noon),
    p384: workshopSigner(noon, { ...EC, namedCurve: 'P-384' }),
    test: workshopSigner(noon, EC, [`${OID}.1`]),
    earlyTest: workshopSigner(noon, EC, [`${EARLY_OID}.1`]),
    vaccination: workshopSigner(noon, EC, [`${OID}.1`, `${OID}.2`]),
    earlyVaccination: workshopSigner(noon, EC, [`${EARLY_OID}.2`]),
    web: workshopSigner(noon, EC, ['1.3.6.1.5.5.7.3.1']),
  }
  for (const [name, signer] of Object.entries(made)) signers[name as Name] = await signer
})

const DOSE = {
  ...{ tg: '840539006', vp: '1119349007', mp: 'EU/1/20/1528', ma: 'ORG-100030215', dn: 2, sd: 2 },
  ...{ dt: '2021-10-30', co: 'VN', is: 'Trạm Y tế xã Mẫu', ci: `URN:UVCI:01:VN:${'0A'.repeat(16)}` },
}
const PERSON = { ver: '1.3.0', nam: { fn: 'Nguyễn', fnt: 'NGUYEN', gn: 'Bảo Duy', gnt: 'BAO<DUY' }, dob: '1990-05-17' }
const TESTED = {
  ...{ tg: '840539006', tt: 'LP6464-4', nm: 'x', sc: '2026-03-01T12:00:00Z', tr: '260415000', tc: 'x' },
  ...{ co: 'VN', is: 'x', ci: 'x' },
}

/** Without what is undefined. */
const certificate = (other: object = {}) => {
  const all = Object.entries({ ...PERSON, v: [DOSE], ...other })
  return new Map(all.filter(([, value]) => value !== undefined))
}
const dose = (other: object) => certificate({ v: [{ ...DOSE, ...other }] })
const name = (nam: unknown) => certificate({ nam })
const claims = (other: [number, unknown][] = [], hcert: unknown = new Map([[1, certificate()]])) =>
  cbor(new Map<number, unknown>([[1, 'VN'], [4, NOW + 1000], [6, NOW], [-260, hcert], ...other]))
const carrying = (one: unknown): Partial<CodeWish> => ({ payload: claims([], new Map([[1, one]])) })
const hex = (text: string) => Buffer.from(text, 'hex')
function swapped(bytes: Buffer, from: string, to: string): Buffer {
  const text = bytes.toString('hex')
  if (!text.includes(from)) throw new Error('nothing to swap')
  return hex(text.replace(from, to))
}
const lastBitTurned = (bytes: Buffer) => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)) as Buffer
const headOf = (...entries: Map<number, unknown>[]) => cbor(new Map(entries.flatMap((one) => [...one])))
const own = {
  get alg() {
    return algOf(signers.ec)
  },
  get kid() {
    return kidOf(signers.ec)
  },
}
const kid = (value: unknown) => new Map([[4, value]])
const alg = (value: unknown) => new Map([[1, value]])

type Row = [what: string, reason: string | null, wish: () => Partial<CodeWish>, by?: Name]

const ENVELOPE: Row[] = [
  ['tag 18', null, () => ({})],
  ['no tag', null, () => ({ tag: hex('') })],
  ['tags 61(18)', null, () => ({ tag: hex('d83dd2') })],
  ['tag 61 alone', 'cose', () => ({ tag: hex('d83d') })],
  ['tags 18(61)', 'cose', () => ({ tag: hex('d2d83d') })],
  ['tags 18(18)', 'cose', () => ({ tag: hex('d2d2') })],
  ['tags 61(61(18))', 'cose', () => ({ tag: hex('d83dd83dd2') })],
  ['the tag of a date', 'cose', () => ({ tag: hex('c1') })],
  ['tag 17, a MAC', 'cose', () => ({ tag: hex('d1') })],
  ['tag 98, many signers', 'cose', () => ({ tag: hex('d862') })],
  ['an array of three', 'cose', () => ({ message: (parts) => Buffer.concat([hex('83'), ...parts.slice(0, 3)]) })],
  ['an array of five', 'cose', () => ({ message: (parts) => Buffer.concat([hex('85'), ...parts, hex('a0')]) })],
  ['an array of open length', null, () => ({ message: (parts) => Buffer.concat([hex('9f'), ...parts, hex('ff')]) })],
  ['an array that does not end', 'cose', () => ({ message: (parts) => Buffer.concat([hex('9f'), ...parts]) })],
  ['the outer header as bytes', 'cose', () => ({ outside: sized(hex('a0')) })],
  ['a byte behind the message', 'cose', () => ({ packed: (cose) => deflateSync(Buffer.concat([cose, hex('00')])) })],
  ['a byte behind the payload', 'cose', () => ({ payload: Buffer.concat([claims(), hex('00')]) })],
  ['a byte behind the header', 'cose', () => ({ head: Buffer.concat([headOf(own.alg, own.kid), hex('00')]) })],
  [
    'a byte behind the zlib stream',
    'zlib',
    () => ({ packed: (cose) => Buffer.concat([deflateSync(cose), hex('00')]) }),
  ],
  ['gzip', 'zlib', () => ({ packed: (cose) => gzipSync(cose) })],
  ['deflate without a head', 'zlib', () => ({ packed: (cose) => deflateRawSync(cose) })],
  ['no zlib', 'zlib', () => ({ packed: (cose) => cose })],
  ['zlib with a dictionary', 'zlib', () => ({ packed: (cose) => deflateSync(cose, { dictionary: hex('4e475559') }) })],
  ['a wrong checksum', 'zlib', () => ({ packed: (cose) => lastBitTurned(deflateSync(cose)) })],
  ['a small window', null, () => ({ packed: (cose) => deflateSync(cose, { windowBits: 9 }) })],
  ['packed twice', 'cose', () => ({ packed: (cose) => deflateSync(deflateSync(cose)) })],
  ['two megabytes in two kilobytes', 'zlib', () => ({ packed: () => deflateSync(Buffer.alloc(2_000_000)) })],
  ['arrays in arrays', 'cose', () => ({ message: () => Buffer.concat([Buffer.alloc(30_000, 0x81), hex('00')]) })],
  ['more bytes than there are', 'cose', () => ({ message: () => hex('845bffffffffffffffff') })],
]

const HEADERS: Row[] = [
  ['kid outside', null, () => ({ head: headOf(own.alg), outside: headOf(own.kid) })],
  ['no kid', 'kid', () => ({ head: headOf(own.alg) })],
  ['no alg', 'signature', () => ({ head: headOf(own.kid) })],
  ['a wrong kid inside', 'kid', () => ({ head: headOf(own.alg, kid(Buffer.alloc(8))), outside: headOf(own.kid) })],
  ['a null kid inside', 'kid', () => ({ head: headOf(own.alg, kid(null)), outside: headOf(own.kid) })],
  ['an empty kid inside', 'kid', () => ({ head: headOf(own.alg, kid(Buffer.alloc(0))), outside: headOf(own.kid) })],
  ['a wrong kid outside', null, () => ({ outside: headOf(kid(Buffer.alloc(8))) })],
  ['a kid of nine bytes', 'kid', () => ({ head: headOf(own.alg, kid(Buffer.concat([own.kid.get(4)!, hex('00')]))) })],
  ['a kid as text', 'kid', () => ({ head: headOf(own.alg, kid(own.kid.get(4)!.toString('hex'))) })],
  ['PS256 named for a P-256 key', 'signature', () => ({ head: headOf(alg(-37), own.kid) })],
  ['ES256 named for an RSA key', 'signature', () => ({ head: headOf(alg(-7), kidOf(signers.rsa)) }), 'rsa'],
  ['a null alg inside', 'signature', () => ({ head: headOf(alg(null), own.kid), outside: headOf(own.alg) })],
  ['alg as text', 'signature', () => ({ head: headOf(alg('ES256'), own.kid) })],
  ['HMAC', 'signature', () => ({ head: headOf(alg(5), own.kid) })],
  ['alg twice', 'cose', () => ({ head: Buffer.concat([hex('a301260126'), headOf(own.kid).subarray(1)]) })],
  [
    'a header of open length',
    null,
    () => ({ head: Buffer.concat([hex('bf0126'), headOf(own.kid).subarray(1), hex('ff')]) }),
  ],
  ['a header that is no map', 'cose', () => ({ head: cbor([1, -7]), outside: headOf(own.alg, own.kid) })],
  ['P-384, named ES256', 'signature', () => ({ head: headOf(alg(-7), kidOf(signers.p384)) }), 'p384'],
]

/** Order of the curve P-256. */
const N = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
const numbers = (...both: bigint[]) => hex(both.map((one) => one.toString(16).padStart(64, '0')).join(''))
const r = (right: Buffer) => BigInt(`0x${right.toString('hex', 0, 32)}`)
const s = (right: Buffer) => BigInt(`0x${right.toString('hex', 32)}`)

const SIGNATURES: Row[] = [
  ['the other s', null, () => ({ signature: (_, right) => numbers(r(right), N - s(right)) })],
  ['r = 0', 'signature', () => ({ signature: (_, right) => numbers(0n, s(right)) })],
  ['s = 0', 'signature', () => ({ signature: (_, right) => numbers(r(right), 0n) })],
  ['r = n', 'signature', () => ({ signature: (_, right) => numbers(N, s(right)) })],
  ['s = n', 'signature', () => ({ signature: (_, right) => numbers(r(right), N) })],
  ['zeros', 'signature', () => ({ signature: () => Buffer.alloc(64) })],
  ['all bits set', 'signature', () => ({ signature: () => Buffer.alloc(64, 0xff) })],
  ['DER', 'signature', () => ({ signature: (message) => sign('sha256', message, signers.ec.key) })],
  ...[0, 1, 63, 65, 96, 4000].map(
    (size): Row => [`${size} bytes`, 'signature', () => ({ signature: () => Buffer.alloc(size, 7) })],
  ),
  ['PS256', null, () => ({}), 'rsa'],
  ...[0, 20, 33, 222].map(
    (salt): Row => [
      `PS256 with a salt of ${salt}`,
      'signature',
      () => ({ signature: (message) => pss(message, signers.rsa.key, salt) }),
      'rsa',
    ],
  ),
  ['PKCS#1 1.5', 'signature', () => ({ signature: (message) => sign('sha256', message, signers.rsa.key) }), 'rsa'],
  ['PS256 and a zero', 'signature', () => ({ signature: (_, right) => Buffer.concat([hex('00'), right]) }), 'rsa'],
]

const time = (key: 4 | 6, value: unknown): Partial<CodeWish> => ({ payload: claims([[key, value]]) })

const CLAIMS: Row[] = [
  ['the end is this second', null, () => time(4, NOW)],
  ['the end was a second ago', 'times', () => time(4, NOW - 1)],
  ['made this second', null, () => time(6, NOW)],
  ['made in a second', 'times', () => time(6, NOW + 1)],
  ['the end in half seconds', null, () => time(4, NOW + 0.5)],
  ...[null, undefined, true, String(NOW + 9), [NOW + 9], Number.POSITIVE_INFINITY, Number.NaN, 2n ** 62n].map(
    (value): Row => [`an end of ${typeof value} ${value}`, 'times', () => time(4, value)],
  ),
  ...[null, false, '', [], Number.NEGATIVE_INFINITY].map(
    (value): Row => [`a beginning of ${typeof value} ${value}`, 'times', () => time(6, value)],
  ),
  ['an end tagged as a date', null, () => ({ payload: swapped(claims([[4, 0x7000_0000]]), '041a7', '04c11a7') })],
  ['a claim twice', 'cose', () => ({ payload: Buffer.concat([hex('a5'), claims().subarray(1), hex('0162464f')]) })],
  ['a break for a value', 'cose', () => ({ payload: Buffer.concat([hex('a5'), claims().subarray(1), hex('05ff')]) })],
  ['claims of open length', null, () => ({ payload: Buffer.concat([hex('bf'), claims().subarray(1), hex('ff')]) })],
  ['claims with a tag', 'cose', () => ({ payload: Buffer.concat([hex('d83d'), claims()]) })],
  ['no claims', 'cose', () => ({ payload: Buffer.alloc(0) })],
  ['the certificate under a text key', 'cose', () => ({ payload: claims([], new Map([['1', certificate()]])) })],
  ['the certificate in a list', 'cose', () => ({ payload: claims([], [certificate()]) })],
]

const CONTENT: Row[] = [
  ['a surname only', null, () => carrying(name({ fn: 'Hồ', fnt: 'HO' }))],
  ['given names only', null, () => carrying(name({ gn: 'Hồ', gnt: 'HO' }))],
  ['no machine-readable name', 'schema', () => carrying(name({ fn: 'Hồ', gn: 'An' }))],
  ['a name of 80 signs', null, () => carrying(name({ fn: '😀'.repeat(80), fnt: 'A'.repeat(80) }))],
  ['a name of 81 signs', 'schema', () => carrying(name({ fn: 'A'.repeat(81), fnt: 'A' }))],
  ['small letters for machines', 'schema', () => carrying(name({ fn: 'Hồ', fnt: 'Ho' }))],
  ['a name that is a list', 'schema', () => carrying(name([]))],
  ...['', '1990', '1990-05'].map((dob): Row => [`born ${dob}`, null, () => carrying(certificate({ dob }))]),
  ...['1899-01-01', '1990-5', '1990-05-17T00:00:00', 1990, ['1990'], null].map(
    (dob): Row => [`born ${typeof dob} ${dob}`, 'schema', () => carrying(certificate({ dob }))],
  ),
  ...['1.3', 10203, ['1.3.0']].map((ver): Row => [`version ${ver}`, 'schema', () => carrying(certificate({ ver }))]),
  ['two doses', 'schema', () => carrying(certificate({ v: [DOSE, DOSE] }))],
  ['a list without a dose', 'schema', () => carrying(certificate({ v: [] }))],
  ['a dose outside a list', 'schema', () => carrying(certificate({ v: DOSE }))],
  ['a dose and a test', 'schema', () => carrying(certificate({ t: [TESTED] }))],
  ['a dose and no test', 'schema', () => carrying(certificate({ t: null }))],
  ['a test', null, () => carrying(certificate({ v: undefined, t: [TESTED] }))],
  ...[0, 2.5, '2', Number.POSITIVE_INFINITY, null].map(
    (dn): Row => [`dose number ${typeof dn} ${dn}`, 'schema', () => carrying(dose({ dn }))],
  ),
  ['a dose number as 2.0', null, () => ({ payload: swapped(claims(), '62646e02', '62646ef94000') })],
  ...['2021-02-29', '2021-10-30T10:00:00Z', '2021-10', '30/10/2021', ['2021-10-30'], null].map(
    (dt): Row => [`given on ${typeof dt} ${dt}`, 'schema', () => carrying(dose({ dt }))],
  ),
  [
    'a day tagged as a date',
    null,
    () => ({ payload: swapped(claims(), '6a323032312d31302d3330', 'c06a323032312d31302d3330') }),
  ],
  ['no country', 'schema', () => carrying(dose({ co: '' }))],
  ['a prototype of its own', 'schema', () => carrying(new Map([['__proto__', certificate()]]))],
  ['one key twice', 'cose', () => ({ payload: swapped(claims(), '63646f62', '63766572') })],
]

const USAGE: Row[] = [
  ['a key for tests', 'usage', () => ({}), 'test'],
  ['a key for tests, early number', 'usage', () => ({}), 'earlyTest'],
  ['a key for tests and doses', null, () => ({}), 'vaccination'],
  ['a key for doses, early number', null, () => ({}), 'earlyVaccination'],
  ['a key for web servers', null, () => ({}), 'web'],
  [
    'a test by a key for doses',
    'usage',
    () => carrying(certificate({ v: undefined, t: [TESTED] })),
    'earlyVaccination',
  ],
  ['out of time as well: the usage comes first', 'usage', () => time(4, 5), 'test'],
  ['irregular as well: the time comes first', 'times', () => ({ payload: claims([[4, 5]], new Map([[1, name([])]])) })],
]

const EVERY = { ENVELOPE, HEADERS, SIGNATURES, CLAIMS, CONTENT, USAGE }
const ROWS = Object.entries(EVERY).flatMap(([layer, rows]) =>
  rows.map(([what, ...rest]): Row => [`${layer}, ${what}`, ...rest]),
)
test.each(ROWS)(
  'H02 %s: %s, and the page in the browser says what the server says',
  async (_what, reason, wish, by = 'ec') => {
    const signer = signers[by]
    const hc1 = workshopCode({ signer, payload: claims(), ...wish() })
    const shown = { hc1, trust: [signers.rsa.certificate, signer.certificate], clock: noon }
    expect(verifyPassport(hc1, shown).reason).toBe(reason)
    // A key that no verifier may use is not on the list that browsers get.
    if (by !== 'p384') expect(await inBrowser(shown)).toBe(await onServer(shown))
  },
)
