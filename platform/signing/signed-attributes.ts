import { createHash, type X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The four attributes of CAdES-BES; without signingCertificateV2 a signature is CMS and no more (dcc.md, Signing). */
export function cadesAttributes(
  bytes: Uint8Array,
  certificate: X509Certificate,
  at: Date,
): pkijs.SignedAndUnsignedAttributes {
  const attributes = [
    attribute(OID.contentType, new asn1.ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, octets(sha256(bytes))),
    attribute(OID.signingTime, new asn1.UTCTime({ valueDate: wholeSecond(at) })),
    attribute(OID.signingCertificateV2, signingCertificate(certificate)),
  ]
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: attributes.sort(asDerSet) })
}

export function attributeValue(info: pkijs.SignerInfo, type: string): asn1.AsnType | undefined {
  const found = info.signedAttrs?.attributes.filter((attribute) => attribute.type === type) ?? []
  return found.length === 1 ? found[0]?.values[0] : undefined
}

/** The hash that signingCertificateV2 carries; SHA-256 is its default, another algorithm is not read. */
export function namedCertificateHash(info: pkijs.SignerInfo): Buffer | null {
  const [list] = children(attributeValue(info, OID.signingCertificateV2))
  const [first] = children(list)
  const hash = children(first).find((part) => part instanceof asn1.OctetString)
  return hash instanceof asn1.OctetString ? Buffer.from(hash.valueBlock.valueHexView) : null
}

function children(node: asn1.AsnType | undefined): asn1.AsnType[] {
  return node instanceof asn1.Sequence ? node.valueBlock.value : []
}

function signingCertificate(certificate: X509Certificate): asn1.Sequence {
  const id = new asn1.Sequence({ value: [octets(sha256(certificate.raw))] })
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [id] })] })
}

function attribute(type: string, value: asn1.AsnType): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] })
}

export function octets(bytes: Uint8Array): asn1.OctetString {
  return new asn1.OctetString({ valueHex: new Uint8Array(bytes).buffer })
}

/** DER wants the members of a SET in the order of their bytes. */
function asDerSet(a: pkijs.Attribute, b: pkijs.Attribute): number {
  return Buffer.compare(Buffer.from(a.toSchema().toBER()), Buffer.from(b.toSchema().toBER()))
}

const wholeSecond = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000)
