/** How a signature came about (dcc.md, Signing); `scan` is a photo of minutes signed by hand and is never called a signature. */
export type SigningDriver = 'soft' | 'pkcs11' | 'browser' | 'scan'

/** Drivers with a certificate behind them. */
export type KeyDriver = Exclude<SigningDriver, 'scan'>

/** What is known of revocation at the time of signing; what is not known is told, never ignored. */
export type Revocation = 'good' | 'unknown' | 'stale'

/** Why a signature is refused; each has its own sentence (templates/locales/signatures). */
export const SIGNATURE_FAULTS = [
  'not_a_signature',
  'altered',
  'other_document',
  'not_cades',
  'bad_signature',
  'not_for_signing',
  'not_yet_valid',
  'expired',
  'revoked',
  'signer_not_trusted',
  'not_registered',
  'other_signer',
  'same_certificate',
  'same_person',
  'no_certificate',
  'token_unreachable',
  'missing',
] as const

export type SignatureFault = (typeof SIGNATURE_FAULTS)[number]
