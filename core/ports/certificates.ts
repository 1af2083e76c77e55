import type { KeyDriver } from '../domain/signing/signing-driver.ts'
import type { Signer } from './services.ts'

/** A certificate of one officer; what signs for it stays in platform/signing. */
export interface SigningCertificate {
  id: string
  staffId: string
  driver: KeyDriver
  certificatePem: string
  /** Certificates of authorities between it and the root, PEM after PEM. */
  chainPem: string
  signer: Signer
  notBefore: Date
  notAfter: Date
  registeredAt: Date
  /** Old ones stay: what they signed must stay verifiable. */
  removedAt: Date | null
}

export interface Certificates {
  /** The one this officer signs with. */
  current(staffId: string): Promise<SigningCertificate | null>
  /** All of an officer's, newest first. */
  ofStaff(staffId: string): Promise<SigningCertificate[]>
  bySigner(signer: Signer): Promise<SigningCertificate | null>
  /** False when this certificate is somebody's already; another one of the officer is removed first. */
  register(
    certificate: SigningCertificate,
    key: { sealedKey: Buffer | null; tokenKeyId: string | null },
  ): Promise<boolean>
  /** The private key goes with it. */
  remove(staffId: string, at: Date): Promise<boolean>
  addRoot(root: { fingerprint: string; certificatePem: string; at: Date }): Promise<void>
  /** Certificates in use, with where their authority publishes who was revoked. */
  inUse(): Promise<SigningCertificate[]>
  saveCrl(crl: StoredCrl): Promise<void>
  crl(issuerHash: string): Promise<StoredCrl | null>
}

/** A revocation list as it came, checked against its authority before it was stored. */
export interface StoredCrl {
  issuerHash: string
  crl: Buffer
  thisUpdate: Date
  nextUpdate: Date | null
  /** Where it was fetched; null: by hand. */
  url: string | null
  fetchedAt: Date
}
