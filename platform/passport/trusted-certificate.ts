import { createHash, X509Certificate } from 'node:crypto'
import type { EntryKind } from './certificate-schema.ts'

/** EKUs that bind a signer to one kind of certificate; an early variant has a `.0` inside (dcc.md, Pitfalls). */
const KINDS: Record<string, EntryKind> = { 1: 't', 2: 'v', 3: 'r' }
const KIND_USAGE = /^1\.3\.6\.1\.4\.1\.(?:0\.)?1847\.2021\.1\.([123])$/

/** Reads PEM, or DER in base64. */
export function readCertificate(text: string): X509Certificate {
  const source = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64')
  return new X509Certificate(source)
}

/** First 8 bytes of the SHA-256 of the certificate in DER. */
export function keyIdOf(certificate: X509Certificate): Buffer {
  return createHash('sha256').update(certificate.raw).digest().subarray(0, 8)
}

/** A signer that names any kind may sign only those; one that names none may sign all. */
export function maySign(certificate: X509Certificate, kind: EntryKind): boolean {
  const kinds = (certificate.keyUsage ?? []).flatMap((oid) => KINDS[KIND_USAGE.exec(oid)?.[1] ?? ''] ?? [])
  return kinds.length === 0 || kinds.includes(kind)
}
