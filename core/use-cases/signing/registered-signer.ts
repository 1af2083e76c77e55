import { done, type Outcome } from '../../domain/objection.ts'
import { signatureObjection } from '../../domain/signing/signature-objection.ts'
import type { App } from '../../ports/app.ts'
import type { Signer } from '../../ports/signatures.ts'

export function isSameCertificate(one: Signer, other: Signer | null): boolean {
  return other !== null && one.issuer === other.issuer && one.serial === other.serial
}

/**
 * The certificate must be registered for this very officer, and must have been so when the signature came in (dcc.md, Signing).
 * A transaction of its own: the police desk's role cannot read certificates.
 */
export async function mustBeTheirs(app: App, signer: Signer, staffId: string, at: Date): Promise<Outcome<null>> {
  const found = await app.store.transaction((tx) => tx.certificates.bySigner(signer))
  if (!found || (found.removedAt && found.removedAt <= at)) return signatureObjection('not_registered')
  return found.staffId === staffId ? done(null) : signatureObjection('other_signer')
}
