import { WHO_ACTS, type WhoActs, type WhyNone, whyNone } from '../../domain/passport/why-none.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCandidate } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'
import { reasonFor } from '../signing/ready-to-sign.ts'

export interface NoPassport {
  why: WhyNone
  who: WhoActs
  /** Whom to ask; null for the Ministry, whom nobody has to call. */
  unit: { name: string; address: string | null; openingHours: string | null } | null
}

/** Exactly one reason, with the unit that has to act next (features H12); null when there is a passport. */
export async function whyNoPassport(app: App, tx: Tx, personId: string): Promise<NoPassport | null> {
  if (await tx.citizens.hasPassport(personId)) return null
  const [candidate] = await tx.signedRecords.lockCandidates([personId])
  if (!candidate) return null
  const why = whyNone(blockingOf(app, candidate))
  const who = WHO_ACTS[why]
  return { why, who, unit: await unitFor(tx, who, candidate) }
}

/** A signed record waits only for its code, whatever has been reported since. */
function blockingOf(app: App, candidate: SigningCandidate) {
  const reason = reasonFor(app, candidate)
  return candidate.record.signedAt && reason !== 'dose_frozen' ? null : reason
}

async function unitFor(tx: Tx, who: WhoActs, { record }: SigningCandidate): Promise<NoPassport['unit']> {
  if (who === 'ministry') return null
  const station = record.unitId ? await tx.units.get(record.unitId) : null
  const police = who === 'police' && station?.policeUnitId ? await tx.units.get(station.policeUnitId) : null
  const unit = police ?? station ?? (await tx.units.fallback())
  return { name: unit.name, address: unit.address, openingHours: unit.openingHours }
}
