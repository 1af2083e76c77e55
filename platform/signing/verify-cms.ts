import { verify, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { Signer } from '../../core/ports/services.ts'
import { isValidAt, leadsToTrust, maySignPapers } from './certificate-chain.ts'
import { signerOf } from './cms.ts'
import { attributeValue, namedCertificateHash, OID, sha256 } from './signed-attributes.ts'

export type CmsFault =
  | 'not_a_signature'
  | 'other_document'
  | 'not_cades'
  | 'bad_signature'
  | 'not_for_signing'
  | 'certificate_not_valid_then'
  | 'signer_not_trusted'

export type CmsVerdict = { ok: true; signer: Signer; claimedTime: Date | null } | { ok: false; reason: CmsFault }

/**
 * Checks a detached CAdES signature over exactly these bytes, its certificate valid at `at` and leading to a trusted root.
 * The signing time inside is the signer's claim, not a proof: keep the time of receipt beside it (dcc.md, Signing).
 */
export async function verifyDetached(
  bytes: Uint8Array,
  p7s: Uint8Array,
  trust: readonly X509Certificate[],
  at: Date,
): Promise<CmsVerdict> {
  const signed = readSigned(p7s)
  if (!signed) return refused('not_a_signature')
  const { info, signer, others } = signed
  const digest = attributeValue(info, OID.messageDigest)
  if (!(digest instanceof asn1.OctetString) || !sha256(bytes).equals(digest.valueBlock.valueHexView))
    return refused('other_document')
  if (!isCades(info, signer)) return refused('not_cades')
  if (!signatureHolds(info, signer)) return refused('bad_signature')
  if (!maySignPapers(signer)) return refused('not_for_signing')
  if (!isValidAt(signer, at)) return refused('certificate_not_valid_then')
  if (!leadsToTrust(signer, others, trust, at)) return refused('signer_not_trusted')
  return { ok: true, signer: signerOf(signer), claimedTime: claimedTime(info) }
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
