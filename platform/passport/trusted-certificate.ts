import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import type { EntryKind } from './certificate-schema.ts'

/** EKUs that bind a signer to one kind of certificate; an early variant has a `.0` inside (dcc.md, Pitfalls). */
const KINDS: Record<string, EntryKind> = { 1: 't', 2: 'v', 3: 'r' }
const KIND_USAGE = /^1\.3\.6\.1\.4\.1\.(?:0\.)?1847\.2021\.1\.([123])$/

/** Reads PEM, or DER in base64. */
export function readCertificate(text: string): X509Certificate {
  const source = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64')
  return new X509Certificate(source)
}

/** What verifying asks of a certificate, each read once: OpenSSL parses anew at every question. */
export interface TrustedCertificate {
  /** First 8 bytes of the SHA-256 of the certificate in DER. */
  kid: Buffer
  /** Null where this machine cannot use the key: it verifies nothing. */
  key: KeyObject | null
  /** Milliseconds since 1970. */
  validFrom: number
  validTo: number
  /** Empty: may sign all kinds. */
  kinds: readonly EntryKind[]
}

const read = new WeakMap<X509Certificate, TrustedCertificate>()

export function factsOf(certificate: X509Certificate): TrustedCertificate {
  const known = read.get(certificate)
  if (known) return known
  const facts: TrustedCertificate = {
    kid: createHash('sha256').update(certificate.raw).digest().subarray(0, 8),
    key: usableKey(certificate),
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
    kinds: (certificate.keyUsage ?? []).flatMap((oid) => KINDS[KIND_USAGE.exec(oid)?.[1] ?? ''] ?? []),
  }
  read.set(certificate, facts)
  return facts
}

/** Hex of the eight bytes by which codes name their signer. */
export const kidOf = (certificate: X509Certificate): string => factsOf(certificate).kid.toString('hex')

/** A signer that names any kind may sign only those; one that names none may sign all. */
export function maySign({ kinds }: TrustedCertificate, kind: EntryKind): boolean {
  return kinds.length === 0 || kinds.includes(kind)
}

function usableKey(certificate: X509Certificate): KeyObject | null {
  try {
    return certificate.publicKey
  } catch {
    return null
  }
}
