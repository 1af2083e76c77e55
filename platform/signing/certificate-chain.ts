import type { X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const KEY_USAGE = '2.5.29.15'
const [DIGITAL_SIGNATURE, NON_REPUDIATION] = [0x80, 0x40]
const LONGEST_CHAIN = 5

/** From the certificate over certificates of authorities, all valid at that time, to a trusted root, it included; or null. */
export function chainToTrust(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  trust: readonly X509Certificate[],
  at: Date,
): X509Certificate[] | null {
  const chain: X509Certificate[] = []
  let current = leaf
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (!isValidAt(current, at)) return null
    chain.push(current)
    if (trust.some((root) => root.fingerprint256 === current.fingerprint256)) return chain
    const root = issuerIn(trust, current)
    if (root) return isValidAt(root, at) ? [...chain, root] : null
    const next = issuerIn(others, current)
    if (!next) return null
    current = next
  }
  return null
}

export function isValidAt(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at <= certificate.validToDate
}

/** A certificate made for signing papers; one without a key usage may be used for anything. */
export function maySignPapers(certificate: X509Certificate): boolean {
  const { extensions = [] } = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw).buffer)
  const usage = extensions.find((extension) => extension.extnID === KEY_USAGE)?.parsedValue
  if (!(usage instanceof asn1.BitString)) return true
  return ((usage.valueBlock.valueHexView[0] ?? 0) & (DIGITAL_SIGNATURE | NON_REPUDIATION)) !== 0
}

function issuerIn(authorities: readonly X509Certificate[], certificate: X509Certificate): X509Certificate | undefined {
  return authorities.find(
    (authority) => authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  )
}
