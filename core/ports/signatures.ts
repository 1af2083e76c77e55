import type { StaffRole } from '../domain/role.ts'
import type { KeyDriver, Revocation, SignatureFault } from '../domain/signing/signing-driver.ts'

/** A certificate's holder, by issuer and serial as certificates are told apart (dcc.md, signing). */
export interface Signer {
  subject: string
  issuer: string
  serial: string
}

/** Why a file with a certificate was not taken. */
export type CertificateFileFault =
  | 'not_a_p12'
  | 'wrong_password'
  | 'no_key'
  | 'weak_key'
  | 'not_a_certificate'
  | 'token_without_key'
  | 'token_unreachable'

/** A certificate that was read from a file, with its key already sealed or left on the token. */
export interface ReadCertificate {
  driver: KeyDriver
  certificatePem: string
  chainPem: string
  signer: Signer
  notBefore: Date
  notAfter: Date
  key: { sealedKey: Buffer | null; tokenKeyId: string | null }
}

export type Refused<Fault = SignatureFault> = { ok: false; reason: Fault }

/** `revocation` is what was known of the certificate when it signed. */
export type Made<T> = ({ ok: true; signer: Signer; driver: KeyDriver; revocation: Revocation } & T) | Refused

export type Checked = { ok: true; signer: Signer; claimedTime: Date | null; revocation: Revocation } | Refused

/** What the box on the paper says beside serial and time. */
export interface SignatureOnPaper {
  side: 'police' | 'station'
  name: string
  role: StaffRole
  unit: string
}

/** Drivers `soft` and `pkcs11` sign here; `browser` agents sign at the officer's machine, and what comes back is checked here. */
export interface Signing {
  /** Null: this officer has no certificate, and minutes on paper are the way (features H11). */
  driverOf(ownerId: string): Promise<KeyDriver | null>
  /** CAdES detached over exactly these bytes. */
  signDetached(ownerId: string, bytes: Uint8Array, at: Date): Promise<Made<{ signature: Buffer }>>
  /** The same for many texts in one act: certificate, trust and token are looked up once. */
  signEach(ownerId: string, texts: readonly Uint8Array[], at: Date): Promise<Made<{ signatures: Buffer[] }>>
  /** PAdES behind the paper as it stands, with a line that people can read. */
  signPaper(ownerId: string, paper: Buffer, shown: SignatureOnPaper, at: Date): Promise<Made<{ paper: Buffer }>>
  /**
   * The paper with a signature that is made elsewhere, over a hash: first without `signature` for the hash (hex SHA-256), then
   * with it. The same words and time give the same bytes.
   */
  paperFor(
    certificate: Pick<ReadCertificate, 'certificatePem' | 'chainPem'>,
    paper: Buffer,
    shown: SignatureOnPaper,
    at: Date,
    signature?: Buffer,
  ): Promise<{ hash: string; signed: Buffer }>
  verifyDetached(bytes: Uint8Array, signature: Uint8Array, at: Date): Promise<Checked>
  /** The paper that was sent, with as many good signatures behind it as there are times of receipt. */
  verifyPaper(
    sent: Buffer,
    signed: Buffer,
    receivedAt: readonly Date[],
  ): Promise<{ ok: true; signatures: Extract<Checked, { ok: true }>[] } | Refused>
  /** A PKCS#12 file for `soft`; the certificate alone for a token or an agent. */
  readCertificate(
    driver: KeyDriver,
    file: Buffer,
    password: string,
  ): Promise<{ ok: true; read: ReadCertificate } | Refused<CertificateFileFault>>
  /** May this certificate sign papers at that moment? */
  standing(
    certificate: Pick<ReadCertificate, 'certificatePem' | 'chainPem'>,
    at: Date,
  ): Promise<{ ok: true; revocation: Revocation } | Refused>
  /** A PKCS#11 token is set up for this house. */
  hasToken: boolean
}
