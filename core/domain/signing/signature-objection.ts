import { type Objection, type ObjectionCode, object } from '../objection.ts'
import type { SignatureFault } from './signing-driver.ts'

/** Each fault of a signature is an objection of its own, so that every door has its own sentence for it (features F06). */
const OBJECTION_OF: Record<SignatureFault, ObjectionCode> = {
  not_a_signature: 'signature_unreadable',
  altered: 'signature_altered',
  other_document: 'signature_other_document',
  not_cades: 'signature_not_cades',
  bad_signature: 'signature_bad',
  not_for_signing: 'certificate_not_for_signing',
  not_yet_valid: 'certificate_not_yet_valid',
  expired: 'certificate_expired',
  revoked: 'certificate_revoked',
  signer_not_trusted: 'certificate_not_trusted',
  not_registered: 'certificate_not_registered',
  other_signer: 'certificate_other_signer',
  same_certificate: 'same_certificate',
  same_person: 'same_signer',
  no_certificate: 'no_certificate',
  token_unreachable: 'token_unreachable',
  missing: 'signature_missing',
}

export function signatureObjection(fault: SignatureFault): { ok: false; objection: Objection } {
  return object(OBJECTION_OF[fault])
}
