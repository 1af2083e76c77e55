import { X509Certificate } from 'node:crypto'

/** Certificates standing one after another in a PEM text; empty text, empty list. */
export function pemList(text: string): X509Certificate[] {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  return parts.map((part) => new X509Certificate(part))
}

/** PEM texts, or one certificate in DER; null when it is neither. */
export function readCertificates(bytes: Buffer): X509Certificate[] | null {
  try {
    const found = bytes.includes('-----BEGIN') ? pemList(bytes.toString('latin1')) : [new X509Certificate(bytes)]
    return found.length > 0 ? found : null
  } catch {
    return null
  }
}

export const pemOf = (certificates: readonly X509Certificate[]): string =>
  certificates.map((one) => one.toString()).join('')
