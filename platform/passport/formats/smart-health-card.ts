import { createPublicKey, type KeyObject } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { CompactSign, calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import type { VaccineTable } from '../../../core/domain/papers/vaccine.ts'
import type { ExportedRecord } from '../../../core/ports/services.ts'
import { algorithmOf, ES256 } from '../cose.ts'
import { immunization, patient } from './fhir-parts.ts'

const TYPES = ['#health-card', '#immunization', '#covid19'].map((type) => `https://smarthealth.cards${type}`)

/** A SMART Health Card as its framework 1.x has it: minified, raw deflate, ES256. Null for any other key. */
export async function smartHealthCard(
  vaccines: VaccineTable,
  record: ExportedRecord,
  { key, issuerUrl }: { key: KeyObject; issuerUrl: string },
): Promise<string | null> {
  const jwk = await publicJwk(key)
  if (!jwk) return null
  const text = JSON.stringify({
    iss: issuerUrl,
    nbf: Math.floor(record.issuedAt.getTime() / 1000),
    exp: Math.floor(record.expiresAt.getTime() / 1000),
    vc: { type: TYPES, credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundle(vaccines, record) } },
  })
  const packed = deflateRawSync(Buffer.from(text), { level: 9 })
  return new CompactSign(packed).setProtectedHeader({ zip: 'DEF', alg: 'ES256', kid: jwk.kid }).sign(key)
}

function bundle(vaccines: VaccineTable, record: ExportedRecord): object {
  const doses = record.doses.map((dose) => immunization(vaccines, record, dose, 'resource:0'))
  const entry = [patient(record), ...doses].map((resource, at) => ({ fullUrl: `resource:${at}`, resource }))
  return { resourceType: 'Bundle', type: 'collection', entry }
}

/** Named by its own thumbprint, as the framework asks; null unless P-256. */
export async function publicJwk(key: KeyObject): Promise<(JWK & { kid: string }) | null> {
  if (algorithmOf(key) !== ES256) return null
  const jwk = await exportJWK(createPublicKey(key))
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'ES256' }
}
