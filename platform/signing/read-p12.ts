import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import forge from 'node-forge'

export interface OpenedP12 {
  certificate: X509Certificate
  /** PKCS#8 PEM. */
  keyPem: string
  /** Of authorities, as they lay in the file. */
  chain: X509Certificate[]
}

export type P12Fault = 'not_a_p12' | 'wrong_password' | 'no_key' | 'weak_key'

/** Opens a PKCS#12 file; node-forge is used for this and nothing else (dcc.md, Libraries). It reads RSA keys only. */
export function readP12(
  bytes: Buffer,
  password: string,
): { ok: true; p12: OpenedP12 } | { ok: false; fault: P12Fault } {
  const asn1 = parsed(bytes)
  if (!asn1) return { ok: false, fault: 'not_a_p12' }
  // PBES2 wants the letters of a password as UTF-8, the older ways and the seal of the file as UTF-16: node-forge takes one for all.
  const opened =
    unlocked(asn1, password) ?? unlocked(withoutSeal(asn1), Buffer.from(password, 'utf8').toString('binary'))
  if (!opened) return { ok: false, fault: 'wrong_password' }
  const { certificates, key } = opened
  const certificate = key ? certificates.find((one) => one.checkPrivateKey(key)) : undefined
  if (!key || !certificate) return { ok: false, fault: 'no_key' }
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    return { ok: false, fault: 'weak_key' }
  const keyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { ok: true, p12: { certificate, keyPem, chain: certificates.filter((one) => one !== certificate && one.ca) } }
}

function parsed(bytes: Buffer): forge.asn1.Asn1 | null {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(bytes.toString('binary')))
  } catch {
    return null
  }
}

function unlocked(asn1: forge.asn1.Asn1, password: string) {
  try {
    const file = forge.pkcs12.pkcs12FromAsn1(asn1, false, password)
    const bags = (type: string) => file.getBags({ bagType: type })[type] ?? []
    const keyBag = [...bags(oid('pkcs8ShroudedKeyBag')), ...bags(oid('keyBag'))][0]
    const certificates = bags(oid('certBag')).flatMap((bag) => asNode(bag))
    return { certificates, key: keyBag ? keyOf(keyBag) : null }
  } catch {
    return null
  }
}

/** The third part of the file is its seal; without it a wrong password shows when the parts do not open. */
function withoutSeal(asn1: forge.asn1.Asn1): forge.asn1.Asn1 {
  return Array.isArray(asn1.value) ? { ...asn1, value: asn1.value.slice(0, 2) } : asn1
}

const oid = (name: string): string => forge.pki.oids[name] ?? ''

/** A certificate with a key that forge does not know (EC) comes as ASN.1 only. */
function asNode(bag: forge.pkcs12.Bag): X509Certificate[] {
  const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1
  return asn1 ? [new X509Certificate(Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary'))] : []
}

function keyOf(bag: forge.pkcs12.Bag): KeyObject {
  const info = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1
  const key = Buffer.from(forge.asn1.toDer(info).getBytes(), 'binary')
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
