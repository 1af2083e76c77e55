import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { Signer } from '../../core/ports/services.ts'
import { cadesAttributes, OID, octets } from './signed-attributes.ts'

/** A certificate with something that signs for it; the certificates between it and the root go into each signature. */
export interface KeyedSigner {
  certificate: X509Certificate
  intermediates: readonly X509Certificate[]
  /** SHA-256 with the certificate's key: PKCS#1 v1.5 for RSA, DER for ECDSA. */
  sign(bytes: Buffer): Promise<Buffer>
}

/** A key kept as PEM beside its certificate. */
export interface SoftSigner extends KeyedSigner {
  key: KeyObject
}

/** Throws when key and certificate do not belong together. */
export function readSoftSigner(
  certificatePem: string,
  keyPem: string,
  intermediatePems: readonly string[] = [],
): SoftSigner {
  const certificate = new X509Certificate(certificatePem)
  const key = createPrivateKey(keyPem)
  if (!certificate.checkPrivateKey(key)) throw new Error('A signing key does not belong to its certificate.')
  const intermediates = intermediatePems.map((pem) => new X509Certificate(pem))
  return { certificate, key, intermediates, sign: async (bytes) => sign('sha256', bytes, key) }
}

/** CAdES-BES, detached, over exactly these bytes: a DER `.p7s` that OpenSSL verifies with `-cades`. */
export async function signDetached(bytes: Uint8Array, signer: KeyedSigner, at: Date): Promise<Buffer> {
  const signedAttrs = cadesAttributes(bytes, signer.certificate, at)
  const own = parsed(signer.certificate)
  const isRsa = signer.certificate.publicKey.asymmetricKeyType === 'rsa'
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: algorithm(OID.sha256),
    signedAttrs,
    signatureAlgorithm: algorithm(isRsa ? OID.rsaEncryption : OID.ecdsaWithSha256),
    signature: octets(await signer.sign(asSet(signedAttrs))),
  })
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(OID.sha256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [own, ...signer.intermediates.map(parsed)],
    signerInfos: [info],
  })
  const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: signedData.toSchema(true) })
  return Buffer.from(content.toSchema().toBER())
}

/** A certificate's holder as people compare it: issuer and serial tell two certificates apart. */
export function signerOf(certificate: X509Certificate): Signer {
  const line = (name: string) => name.split('\n').join(', ')
  return { serial: certificate.serialNumber, issuer: line(certificate.issuer), subject: line(certificate.subject) }
}

/** Inside the message the attributes wear a context tag; what is signed is the plain SET. */
function asSet(attributes: pkijs.SignedAndUnsignedAttributes): Buffer {
  const bytes = Buffer.from(attributes.toSchema().toBER())
  bytes[0] = 0x31
  return bytes
}

function parsed(certificate: X509Certificate): pkijs.Certificate {
  return pkijs.Certificate.fromBER(new Uint8Array(certificate.raw).buffer)
}

const algorithm = (algorithmId: string) =>
  new pkijs.AlgorithmIdentifier({
    algorithmId,
    ...(algorithmId === OID.ecdsaWithSha256 ? {} : { algorithmParams: new asn1.Null() }),
  })
