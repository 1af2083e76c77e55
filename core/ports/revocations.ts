import type { SigningCertificate, StoredCrl } from './certificates.ts'

/** Where an authority publishes who was revoked. */
export interface PublishedList {
  issuerHash: string
  url: string
  /** The authority's own certificate: only what it signed is believed. */
  authorityPem: string
}

export interface Revocations {
  /** Of the certificate and of the authorities above it, as far as they say so. */
  publishedBy(certificate: Pick<SigningCertificate, 'certificatePem' | 'chainPem'>): PublishedList[]
  /** Null: no answer, or none that the authority signed. */
  fetch(point: PublishedList): Promise<Omit<StoredCrl, 'fetchedAt'> | null>
}
