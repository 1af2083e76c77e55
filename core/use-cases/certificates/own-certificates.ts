import type { Revocation, SignatureFault } from '../../domain/signing/signing-driver.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCertificate } from '../../ports/certificates.ts'

/** An officer is told so many days before the end; getting a new one from a public authority takes about as long. */
export const WARN_DAYS = 30

export interface OwnCertificates {
  current: SigningCertificate | null
  /** What would happen if it signed now; null without one. */
  standing: { ok: true; revocation: Revocation } | { ok: false; reason: SignatureFault } | null
  /** Whole days until it ends, when that is near; negative afterwards. */
  daysLeft: number | null
  earlier: SigningCertificate[]
}

export async function ownCertificates(app: App, staffId: string): Promise<OwnCertificates> {
  const all = await app.store.transaction((tx) => tx.certificates.ofStaff(staffId))
  const current = all.find((one) => !one.removedAt) ?? null
  const standing = current && (await app.signing.standing(current, app.now()))
  const earlier = all.filter((one) => one.removedAt)
  return { current, standing, daysLeft: current && nearEnd(current, app.now()), earlier }
}

function nearEnd({ notAfter }: SigningCertificate, now: Date): number | null {
  const days = Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000)
  return days <= WARN_DAYS ? days : null
}
