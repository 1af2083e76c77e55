import 'reflect-metadata'
import { constants, createPrivateKey, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { ExtendedKeyUsageExtension, X509CertificateGenerator } from '@peculiar/x509'
import { encode } from 'cborg'
import { encodeBase45 } from '../../platform/passport/base45.ts'
import type { PassportSigner } from '../../platform/passport/signer.ts'
import { factsOf } from '../../platform/passport/trusted-certificate.ts'

export const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const RSA = {
  ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** A self-signed certificate of any kind, valid two years from the day before; no `usages`: it names none. */
export async function workshopSigner(
  at: Date,
  algorithm: typeof EC | typeof RSA = EC,
  usages: string[] = [],
): Promise<PassportSigner> {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: `4${randomBytes(8).toString('hex').slice(1)}`, name: 'CN=workshop' },
    ...{ notBefore: new Date(at.getTime() - DAY), notAfter: new Date(at.getTime() + 730 * DAY) },
    ...{ signingAlgorithm: algorithm, keys },
    extensions: usages.length > 0 ? [new ExtendedKeyUsageExtension(usages)] : [],
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return { certificate: new X509Certificate(Buffer.from(certificate.rawData)), key }
}

/** As the real Vietnamese passports are signed. */
export const makeRsaSigner = (at: Date) => workshopSigner(at, RSA)

const DAY = 86_400_000

/** What is made otherwise than a right code has it; bytes are taken as they are. */
export interface CodeWish {
  signer: PassportSigner
  head?: Buffer
  outside?: Buffer
  payload: Buffer
  signature?: (message: Buffer, right: Buffer) => Buffer
  /** The message from its four parts. */
  message?: (parts: Buffer[]) => Buffer
  tag?: Buffer
  packed?: (cose: Buffer) => Buffer
}

/** Signed with the real key over exactly these bytes, whatever they are. */
export function workshopCode({ signer, payload, ...wish }: CodeWish): string {
  const head = wish.head ?? cbor(new Map<number, unknown>([...algOf(signer), ...kidOf(signer)]))
  const message = Buffer.concat([Buffer.from('846a', 'hex'), Buffer.from('Signature1'), sized(head), Buffer.of(0x40)])
  const signed = Buffer.concat([message, sized(payload)])
  const right = rightSignature(signed, signer.key)
  const parts = [head, payload, wish.signature?.(signed, right) ?? right].map(sized)
  parts.splice(1, 0, wish.outside ?? Buffer.of(0xa0))
  const whole = wish.message?.(parts) ?? Buffer.concat([Buffer.of(0x84), ...parts])
  const cose = Buffer.concat([wish.tag ?? Buffer.of(0xd2), whole])
  return `HC1:${encodeBase45(wish.packed?.(cose) ?? deflateSync(cose))}`
}

export const cbor = (value: unknown): Buffer => Buffer.from(encode(value))
export const algOf = ({ key }: PassportSigner) => new Map([[1, key.asymmetricKeyType === 'rsa' ? -37 : -7]])
export const kidOf = ({ certificate }: PassportSigner) => new Map([[4, factsOf(certificate).kid]])

/** A byte string of up to 65,535 bytes. */
export function sized(bytes: Uint8Array): Buffer {
  const { length } = bytes
  const head = length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), bytes])
}

function rightSignature(message: Buffer, key: KeyObject): Buffer {
  if (key.asymmetricKeyType === 'ec') return sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
  return pss(message, key, 32)
}

/** RSA-PSS with a salt of so many bytes. */
export function pss(message: Buffer, key: KeyObject, saltLength: number): Buffer {
  return sign('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
}
