import { findVaccine } from '../../domain/papers/vaccine.ts'
import { type BlockingReason, blockingReason } from '../../domain/signing/blocking-reason.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCandidate } from '../../ports/signing.ts'

export interface ToSign {
  candidate: SigningCandidate
  /** Null: ready. */
  reason: BlockingReason | null
}

export interface ReadyToSign {
  ready: ToSign[]
  blocked: ToSign[]
  perReason: Partial<Record<BlockingReason, number>>
}

/** People looked at for one page; more than this is a second day's work. */
const MOST = 5000

/** The unit's unsigned people: those ready today, and everybody else with exactly one reason (features H01, H12). */
export async function readyToSign(app: App, unitId: string): Promise<ReadyToSign> {
  const candidates = await app.store.transaction((tx) => tx.signedRecords.candidates(unitId, MOST))
  const all = candidates.map((candidate) => ({ candidate, reason: reasonFor(app, candidate) }))
  const perReason: ReadyToSign['perReason'] = {}
  for (const { reason } of all) if (reason) perReason[reason] = (perReason[reason] ?? 0) + 1
  return { ready: all.filter((one) => !one.reason), blocked: all.filter((one) => one.reason), perReason }
}

export function reasonFor(app: Pick<App, 'passports'>, candidate: SigningCandidate): BlockingReason | null {
  const isListed = (vaccine: string) => findVaccine(app.passports.vaccines, vaccine) !== null
  const doses = candidate.doses.map((dose) => ({ ...dose, isListed: isListed(dose.vaccine) }))
  return blockingReason({ ...candidate, doses })
}
