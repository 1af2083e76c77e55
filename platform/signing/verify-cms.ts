import { verify, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { Revocation, SignatureFault } from '../../core/domain/signing/signing-driver.ts'
import type { Signer } from '../../core/ports/services.ts'
import { chainToTrust, isValidAt, maySignPapers } from './certificate-chain.ts'
import { signerOf } from './cms.ts'
import { type RevocationList, standingOf } from './revocation-list.ts'
import { attributeValue, namedCertificateHash, OID, sha256 } from './signed-attributes.ts'

export type CmsFault = Extract<
  SignatureFault,
  | 'not_a_signature'
  | 'other_document'
  | 'not_cades'
  | 'bad_signature'
  | 'not_for_signing'
  | 'not_yet_valid'
  | 'expired'
  | 'revoked'
  | 'signer_not_trusted'
>

export type CmsVerdict =
  | { ok: true; signer: Signer; claimedTime: Date | null; revocation: Revocation }
  | { ok: false; reason: CmsFault }

/** What a signature is measured against. */
export interface Trust {
  roots: readonly X509Certificate[]
  lists: readonly RevocationList[]
}

/**
 * Checks a detached CAdES signature over exactly these bytes, its certificate valid at `at` and leading to a trusted root.
 * The signing time inside is the signer's claim, not a proof: keep the time of receipt beside it (dcc.md, Signing).
 */
export async function verifyDetached(bytes: Uint8Array, p7s: Uint8Array, trust: Trust, at: Date): Promise<CmsVerdict> {
  const signed = readSigned(p7s)
  if (!signed) return refused('not_a_signature')
  const { info, signer, others } = signed
  const digest = attributeValue(info, OID.messageDigest)
  if (!(digest instanceof asn1.OctetString) || !sha256(bytes).equals(digest.valueBlock.valueHexView))
    return refused('other_document')
  if (!isCades(info, signer)) return refused('not_cades')
  if (!signatureHolds(info, signer)) return refused('bad_signature')
  const standing = standingOfSigner(signer, others, trust, at)
  if ('reason' in standing) return refused(standing.reason)
  return { ok: true, signer: signerOf(signer), claimedTime: claimedTime(info), revocation: standing.revocation }
}

/** The certificate alone: may it sign papers at this moment, and what is known of its revocation? */
export function standingOfSigner(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  { roots, lists }: Trust,
  at: Date,
): { revocation: Revocation } | { reason: CmsFault } {
  if (!maySignPapers(signer)) return { reason: 'not_for_signing' }
  if (at < signer.validFromDate) return { reason: 'not_yet_valid' }
  if (!isValidAt(signer, at)) return { reason: 'expired' }
  const chain = chainToTrust(signer, others, roots, at)
  if (!chain) return { reason: 'signer_not_trusted' }
  // The root stands for itself; everybody below may have been revoked.
  const standings = chain.slice(0, Math.max(1, chain.length - 1)).map((one) => standingOf(one, lists, chain, at))
  if (standings.includes('revoked')) return { reason: 'revoked' }
  const known = (['unknown', 'stale'] as const).find((one) => standings.includes(one))
  return { revocation: known ?? 'good' }
}

interface Signed {
  info: pkijs.SignerInfo
  signer: X509Certificate
  others: X509Certificate[]
}

/** One signature with SHA-256 whose certificate is inside; anything else is not what we ask for. */
function readSigned(p7s: Uint8Array): Signed | null {
  try {
    const content = pkijs.ContentInfo.fromBER(new Uint8Array(p7s).buffer)
    if (content.contentType !== OID.signedData) return null
    const data = new pkijs.SignedData({ schema: content.content })
    const [info, second] = data.signerInfos
    if (!info || second || data.encapContentInfo.eContent || info.digestAlgorithm.algorithmId !== OID.sha256)
      return null
    const inside = (data.certificates ?? []).filter((found) => found instanceof pkijs.Certificate)
    const own = inside.find((certificate) => isNamed(info.sid, certificate))
    if (!own) return null
    const others = inside.filter((certificate) => certificate !== own).map(asNode)
    return { info, signer: asNode(own), others }
  } catch {
    return null
  }
}

function isNamed(sid: unknown, certificate: pkijs.Certificate): boolean {
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return false
  return sid.issuer.isEqual(certificate.issuer) && sid.serialNumber.isEqual(certificate.serialNumber)
}

function isCades(info: pkijs.SignerInfo, signer: X509Certificate): boolean {
  const type = attributeValue(info, OID.contentType)
  const isData = type instanceof asn1.ObjectIdentifier && type.valueBlock.toString() === OID.data
  return isData && (namedCertificateHash(info)?.equals(sha256(signer.raw)) ?? false)
}

/** Over the attributes as received, with the tag of a plain SET. */
function signatureHolds(info: pkijs.SignerInfo, signer: X509Certificate): boolean {
  if (!info.signedAttrs) return false
  const attributes = Buffer.from(info.signedAttrs.encodedValue)
  attributes[0] = 0x31
  try {
    return verify('sha256', attributes, signer.publicKey, Buffer.from(info.signature.valueBlock.valueHexView))
  } catch {
    return false
  }
}

function claimedTime(info: pkijs.SignerInfo): Date | null {
  const time = attributeValue(info, OID.signingTime)
  return time instanceof asn1.UTCTime || time instanceof asn1.GeneralizedTime ? time.toDate() : null
}

const asNode = (certificate: pkijs.Certificate) => new X509Certificate(Buffer.from(certificate.toSchema(false).toBER()))

const refused = (reason: CmsFault): CmsVerdict => ({ ok: false, reason })
