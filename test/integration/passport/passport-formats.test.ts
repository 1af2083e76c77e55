import { execFileSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { calculateJwkThumbprint } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { ExportedRecord } from '../../../core/ports/services.ts'
import { createPassportDesk } from '../../../platform/passport/passport-desk.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { makeRsaSigner } from '../../support/code-workshop.ts'

const noon = new Date('2026-03-02T05:00:00Z')
const ISSUER = 'https://so-tiem.example'
let signer: PassportSigner
let rsa: PassportSigner
beforeAll(async () => {
  const { certificatePem, keyPem } = await makePracticeSigner(noon)
  signer = readPassportSigner(certificatePem, keyPem)
  rsa = await makeRsaSigner(noon)
})
const deskOf = (own: PassportSigner) =>
  createPassportDesk({ loadSigner: async () => own, loadTrust: async () => [own.certificate] })

type Jwk = { kid: string; kty: string; crv: string; x: string; y: string }

/** Another reader: the browser's, which shares no line with the product's server. */
const asset = new URL('../../../portal/assets/health-code.js', import.meta.url).href
interface Taken {
  cose: { head: Uint8Array; payload: Uint8Array; signature: Uint8Array }
  claims: { certificate: Map<string, never> }
}
const { readCode }: { readCode(text: string): Promise<Taken> } = await import(asset)

// No package carries the published schemas of FHIR R4, DDCC:VS or SMART Health Cards; these are their rules for what we write.
const Coding = z.strictObject({ system: z.url(), code: z.string().min(1) })
const Patient = z.strictObject({
  resourceType: z.literal('Patient'),
  name: z.tuple([z.strictObject({ text: z.string(), family: z.string(), given: z.array(z.string()).optional() })]),
  birthDate: z.string().regex(/^\d{4}(-\d\d){0,2}$/),
})
const Immunization = z.strictObject({
  resourceType: z.literal('Immunization'),
  identifier: z.array(z.strictObject({ system: z.string(), value: z.string() })).optional(),
  status: z.literal('completed'),
  vaccineCode: z.strictObject({ coding: z.tuple([Coding, Coding]) }),
  patient: z.strictObject({ reference: z.string() }),
  occurrenceDateTime: z.iso.date(),
  manufacturer: z.strictObject({ identifier: z.strictObject({ system: z.url(), value: z.string() }) }),
  performer: z.tuple([z.strictObject({ actor: z.strictObject({ display: z.string() }) })]),
  protocolApplied: z.tuple([
    z.strictObject({
      targetDisease: z.tuple([z.strictObject({ coding: z.tuple([Coding]) })]),
      doseNumberPositiveInt: z.int().positive(),
      seriesDosesPositiveInt: z.int().positive(),
    }),
  ]),
})
const entry = <T extends z.ZodType>(resource: T) => z.strictObject({ fullUrl: z.string(), resource })
const Ddcc = z.strictObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('document'),
  identifier: z.strictObject({ system: z.string(), value: z.string() }),
  timestamp: z.iso.datetime(),
  entry: z
    .array(entry(z.looseObject({ resourceType: z.string() })))
    .min(4)
    .refine(([first]) => first?.resource.resourceType === 'Composition', 'a document begins with its composition'),
})
const Card = z.strictObject({
  iss: z.literal(ISSUER),
  nbf: z.int(),
  exp: z.int(),
  vc: z.strictObject({
    type: z.array(z.url()).refine((types) => types.includes('https://smarthealth.cards#health-card')),
    credentialSubject: z.strictObject({
      fhirVersion: z.literal('4.0.1'),
      fhirBundle: z.strictObject({
        resourceType: z.literal('Bundle'),
        type: z.literal('collection'),
        entry: z.tuple([entry(Patient)], entry(Immunization)),
      }),
    }),
  }),
})

const NAMES = ['Nguyễn Bảo Duy', 'Đặng Thị Ợt', "H'Nguyệt Êban", 'Kiêm Thị Sa Rây', 'K’Brêu', 'Tôn-Nữ Thị Ninh']
const digits = (n: number) => String(n).padStart(2, '0')

/** Invented people: one to four doses, days and months of every kind. */
function aRecord(i: number, vaccineNames: string[]): Omit<ExportedRecord, 'expiresAt'> {
  const doses = Array.from({ length: (i % 4) + 1 }, (_, at) => {
    const number = (i % 4) + 1 - at
    const givenOn = `2021-${digits(number * 2)}-${digits((i % 28) + 1)}`
    return { number, total: Math.max(2, number), vaccine: vaccineNames[(i + at) % 8] ?? '', givenOn, ci: '' }
  })
  const birthDate = `${1930 + (i % 80)}-${digits((i % 12) + 1)}-${digits((i % 28) + 1)}`
  return { fullName: NAMES[i % 6] ?? '', birthDate, issuer: 'Trạm Y tế xã Mẫu', issuedAt: noon, doses }
}

test('H14 1,000 records: the EU code, the WHO document and the SMART Health Card say the same', {
  timeout: 120_000,
}, async () => {
  const desk = deskOf(signer)
  const { keys } = (await desk.otherFormats.jwks()) as { keys: [Jwk] }
  expect(keys[0].kid).toBe(await calculateJwkThumbprint(keys[0]))
  const key = createPublicKey({ key: keys[0], format: 'jwk' })
  const names = desk.vaccines.map(({ name }) => name)
  for (let i = 0; i < 1_000; i += 1) {
    const { doses, ...facts } = aRecord(i, names)
    const codes = await Promise.all(
      doses.map(async ({ ci: _, ...dose }) => ({ dose, made: await desk.issue({ ...facts, doses: [dose] }) })),
    )
    const named = codes.map(({ dose, made }) => ({ ...dose, ci: made.ci }))
    const record = { ...facts, doses: named, expiresAt: codes[0]?.made.expiresAt ?? noon }
    const eu = await Promise.all(codes.map(async ({ made }) => ofCode(made.hc1)))
    const fhir = Ddcc.parse(JSON.parse(JSON.stringify(desk.otherFormats.fhir(record))))
    const card = await cardOf(await desk.otherFormats.smartHealthCard(record, ISSUER), key, keys[0].kid)
    const resources = fhir.entry.map(({ resource }) => resource)
    const fromFhir = ofResources(resources)
    if (i % 100 === 0) expect(fromFhir).toEqual(eu)
    if (JSON.stringify(fromFhir) !== JSON.stringify(eu)) throw new Error(`record ${i}: the WHO document differs`)
    const fromCard = ofResources(card.vc.credentialSubject.fhirBundle.entry.map(({ resource }) => resource))
    if (JSON.stringify(fromCard) !== JSON.stringify(eu)) throw new Error(`record ${i}: the card differs`)
    if (JSON.stringify(certificatesIn(resources)) !== JSON.stringify(named.map(({ ci }) => ci)))
      throw new Error(`record ${i}: other certificate numbers`)
  }
})

test('H14 with an RSA signer there is no SMART Health Card, and the two other formats stay', async () => {
  const desk = deskOf(rsa)
  const { doses, ...facts } = aRecord(1, ['Pfizer'])
  const record = { ...facts, doses: doses.map((dose) => ({ ...dose, vaccine: 'Pfizer' })), expiresAt: noon }
  expect(await desk.otherFormats.smartHealthCard(record, ISSUER)).toBeNull()
  expect(await desk.otherFormats.jwks()).toEqual({ keys: [] })
  expect(Ddcc.safeParse(desk.otherFormats.fhir(record)).success).toBe(true)
})

test('H02 a second decoder: the browser takes our codes apart, and openssl believes the signature, ES256 and PS256', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passport-openssl-'))
  const at = (name: string) => join(folder, name)
  try {
    for (const own of [signer, rsa]) {
      const { doses, ...facts } = aRecord(2, ['Pfizer'])
      const made = await deskOf(own).issue({
        ...facts,
        doses: doses.slice(0, 1).map((dose) => ({ ...dose, vaccine: 'Pfizer' })),
      })
      const { cose } = await readCode(made.hc1)
      writeFileSync(at('key.pem'), own.certificate.publicKey.export({ format: 'pem', type: 'spki' }))
      writeFileSync(at('signed'), signedBytes(cose))
      const isRsa = own.certificate.publicKey.asymmetricKeyType === 'rsa'
      writeFileSync(at('signature'), isRsa ? cose.signature : derOf(cose.signature))
      const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']
      const args = ['dgst', '-sha256', ...(isRsa ? pss : []), '-verify', at('key.pem'), '-signature', at('signature')]
      expect(execFileSync('openssl', [...args, at('signed')], { encoding: 'utf8' }).trim()).toBe('Verified OK')
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

interface Said {
  family?: string
  given: string
  plain: string
  birthDate: string
  vp: string
  mp: string
  ma: string
  disease: string
  number: number
  total: number
  givenOn: string
  issuer: string
}

async function ofCode(hc1: string): Promise<Said> {
  const { certificate } = (await readCode(hc1)).claims as { certificate: Map<string, unknown> }
  const name = certificate.get('nam') as Map<string, string>
  const [dose] = certificate.get('v') as [Map<string, never>]
  const text = (field: string): string => dose.get(field) ?? ''
  return {
    family: name.get('fn'),
    given: name.get('gn') ?? '',
    plain: [name.get('fnt'), name.get('gnt')].filter(Boolean).join('<'),
    birthDate: String(certificate.get('dob')),
    vp: text('vp'),
    mp: text('mp'),
    ma: text('ma'),
    disease: text('tg'),
    number: Number(dose.get('dn')),
    total: Number(dose.get('sd')),
    givenOn: text('dt'),
    issuer: text('is'),
  }
}

function ofResources(resources: readonly { resourceType: string }[]): Said[] {
  const who = Patient.parse(resources.find(({ resourceType }) => resourceType === 'Patient'))
  const [{ family, given = [], text }] = who.name
  return immunizations(resources).map((one) => {
    const [vp, mp] = one.vaccineCode.coding
    const [{ targetDisease, doseNumberPositiveInt, seriesDosesPositiveInt }] = one.protocolApplied
    return {
      family,
      given: given.join(' '),
      plain: text,
      birthDate: who.birthDate,
      vp: vp.code,
      mp: mp.code,
      ma: one.manufacturer.identifier.value,
      disease: targetDisease[0].coding[0].code,
      number: doseNumberPositiveInt,
      total: seriesDosesPositiveInt,
      givenOn: one.occurrenceDateTime,
      issuer: one.performer[0].actor.display,
    }
  })
}

const immunizations = (resources: readonly { resourceType: string }[]) =>
  resources.filter(({ resourceType }) => resourceType === 'Immunization').map((one) => Immunization.parse(one))

const certificatesIn = (resources: readonly { resourceType: string }[]) =>
  immunizations(resources).map(({ identifier }) => identifier?.[0]?.value)

/** Read as its framework says: three parts, ES256, raw deflate, no spaces. */
async function cardOf(
  file: { verifiableCredential: [string] } | null,
  key: ReturnType<typeof createPublicKey>,
  kid: string,
) {
  const [head = '', body = '', signature = ''] = file?.verifiableCredential[0].split('.') ?? []
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ zip: 'DEF', alg: 'ES256', kid })
  const how = { key, dsaEncoding: 'ieee-p1363' } as const
  expect(verify('sha256', Buffer.from(`${head}.${body}`), how, Buffer.from(signature, 'base64url'))).toBe(true)
  return Card.parse(JSON.parse(inflateRawSync(Buffer.from(body, 'base64url')).toString()))
}

/** The array of RFC 9052, 4.4, byte by byte. */
function signedBytes({ head, payload }: { head: Uint8Array; payload: Uint8Array }): Buffer {
  const sized = (bytes: Uint8Array) => {
    const { length } = bytes
    const start = length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255]
    return Buffer.concat([Buffer.from(start), bytes])
  }
  return Buffer.concat([
    Buffer.from([0x84, 0x6a]),
    Buffer.from('Signature1'),
    sized(head),
    Buffer.of(0x40),
    sized(payload),
  ])
}

/** r and s as openssl reads them. */
function derOf(signature: Uint8Array): Buffer {
  const integer = (bytes: Uint8Array) => {
    const first = bytes.findIndex((byte) => byte !== 0)
    const short = Buffer.from(bytes.subarray(first))
    const value = (short[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), short]) : short
    return Buffer.concat([Buffer.of(2, value.length), value])
  }
  const both = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, both.length), both])
}
