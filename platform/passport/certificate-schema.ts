import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const file = new URL('../../data/dcc-schema/DCC.combined-schema.1.3.3.json', import.meta.url)
/** `strictNumbers`: CBOR has an infinity, JSON has none. */
const ajv = new Ajv2020({ strict: false, strictNumbers: true })
addFormats.default(ajv)
const matches = ajv.compile(JSON.parse(readFileSync(file, 'utf8')))

/** Schema 1.3.x of the EU certificate, and exactly one entry of one kind, which the schema alone does not demand. */
export function isCertificate(value: unknown): boolean {
  return matches(value) && entryKinds(value).length === 1
}

export type EntryKind = 'v' | 't' | 'r'

/** The kinds of entry a certificate carries; an empty list does not count. */
export function entryKinds(certificate: unknown): EntryKind[] {
  if (typeof certificate !== 'object' || certificate === null) return []
  const entries = certificate as Record<string, unknown>
  return (['v', 't', 'r'] as const).filter((kind) => Array.isArray(entries[kind]) && entries[kind].length > 0)
}

/** One dose and nothing else, whatever may be wrong inside it. */
export function isOneDose(certificate: unknown): boolean {
  const [kind, other] = entryKinds(certificate)
  return kind === 'v' && !other && (certificate as { v: unknown[] }).v.length === 1
}
