import type { App } from '../../ports/app.ts'
import type { PassportFault } from '../../ports/services.ts'

export type CheckedPassport =
  | { state: 'valid'; name: string; birthDate: string }
  | { state: PassportFault }
  /** Signed by us, but a newer one took its place. */
  | { state: 'replaced'; on: Date }

/** Reads what somebody shows at a gate. Nothing is stored, not even that it was asked (features H07). */
export async function checkPassport(app: App, text: string): Promise<CheckedPassport> {
  const checked = await app.passports.verify(text, app.now())
  if (!checked.ok) return { state: checked.reason }
  const { nam, dob, v } = checked.certificate
  const [entry] = v
  const known = await app.store.transaction((tx) => tx.passports.byCi(entry.ci))
  if (known?.revokedAt) return { state: 'replaced', on: known.revokedAt }
  return {
    state: 'valid',
    name: [nam.fn, nam.gn].filter(Boolean).join(' ') || [nam.fnt, nam.gnt].join(' '),
    birthDate: dob,
  }
}
