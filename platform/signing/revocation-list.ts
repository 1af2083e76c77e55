import { createHash, verify, type X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import type { Revocation } from '../../core/domain/signing/signing-driver.ts'

/** A revocation list that was read; whether it is believed, `isFrom` says. */
export interface RevocationList {
  issuerHash: string
  thisUpdate: Date
  nextUpdate: Date | null
  /** Signed by this authority. */
  isFrom(authority: X509Certificate): boolean
  /** When this serial (hex) was revoked, or null. */
  revokedAt(serial: string): Date | null
}

const HASHES: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

/** DER, or PEM around it; null for anything else, and for a list signed with SHA-1. */
export function readRevocationList(bytes: Buffer): RevocationList | null {
  try {
    const crl = pkijs.CertificateRevocationList.fromBER(new Uint8Array(derOf(bytes)).buffer)
    const hash = HASHES[crl.signatureAlgorithm.algorithmId]
    if (!hash) return null
    const signature = Buffer.from(crl.signatureValue.valueBlock.valueHexView)
    const revoked = new Map(
      (crl.revokedCertificates ?? []).map((one) => [
        serialOf(Buffer.from(one.userCertificate.valueBlock.valueHexView).toString('hex')),
        one.revocationDate.value,
      ]),
    )
    return {
      issuerHash: nameHash(crl.issuer),
      thisUpdate: crl.thisUpdate.value,
      nextUpdate: crl.nextUpdate?.value ?? null,
      isFrom: (authority) => verify(hash, Buffer.from(crl.tbsView), authority.publicKey, signature),
      revokedAt: (serial) => revoked.get(serialOf(serial)) ?? null,
    }
  } catch {
    return null
  }
}

/** What is known of one certificate at that moment; a list that nobody renewed is told, not trusted (dcc.md, Signing). */
export function standingOf(
  certificate: X509Certificate,
  lists: readonly RevocationList[],
  authorities: readonly X509Certificate[],
  at: Date,
): Revocation | 'revoked' {
  const issuerHash = issuerHashOf(certificate)
  const list = lists.find(
    (one) => one.issuerHash === issuerHash && authorities.some((ca) => isBelieved(one, ca, certificate)),
  )
  if (!list) return 'unknown'
  const revokedAt = list.revokedAt(certificate.serialNumber)
  if (revokedAt && revokedAt <= at) return 'revoked'
  // A list that names no end says nothing of how fresh it is (RFC 5280 demands one).
  return list.nextUpdate && at <= list.nextUpdate ? 'good' : 'stale'
}

function isBelieved(list: RevocationList, authority: X509Certificate, certificate: X509Certificate): boolean {
  return authority.ca && certificate.checkIssued(authority) && list.isFrom(authority)
}

/** Under this key a list of the certificate's authority is kept. */
export function issuerHashOf(certificate: X509Certificate): string {
  return nameHash(pkijs.Certificate.fromBER(new Uint8Array(certificate.raw).buffer).issuer)
}

/** Where the authority publishes its list, http only: the list is signed and needs no other protection. */
export function publishedAt(certificate: X509Certificate): string | null {
  const { extensions = [] } = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw).buffer)
  const points = extensions.find((one) => one.extnID === '2.5.29.31')?.parsedValue
  if (!(points instanceof pkijs.CRLDistributionPoints)) return null
  const names = points.distributionPoints.flatMap((point) =>
    Array.isArray(point.distributionPoint) ? point.distributionPoint : [],
  )
  return names.map((name) => String(name.value)).find((url) => /^https?:\/\//i.test(url)) ?? null
}

function derOf(bytes: Buffer): Buffer {
  const body = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/.exec(bytes.toString('latin1'))?.[1]
  return body ? Buffer.from(body, 'base64') : bytes
}

const nameHash = (name: pkijs.RelativeDistinguishedNames) =>
  createHash('sha256').update(Buffer.from(name.toSchema().toBER())).digest('hex')

const serialOf = (hex: string) =>
  hex
    .toLowerCase()
    .replace(/^(00)+(?=..)/, '')
    .replace(/^0/, '')
