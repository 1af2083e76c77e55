import { type PassportObjection, passportFacts } from '../../domain/papers/dcc-payload.ts'
import { findVaccine } from '../../domain/papers/vaccine.ts'
import { passportDoses } from '../../domain/passport/passport-doses.ts'
import { type BlockingReason, blockingReason } from '../../domain/signing/blocking-reason.ts'
import { doseStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCandidate } from '../../ports/signing.ts'

type Facts = Pick<App, 'passports' | 'now'>

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

/** Theirs to sign for, nothing in the way, and not signed yet. */
export function isReadyAt(app: Facts, unitId: string, candidate: SigningCandidate): boolean {
  const { record } = candidate
  return record.unitId === unitId && record.signedAt === null && reasonFor(app, candidate) === null
}

export function reasonFor(app: Facts, candidate: SigningCandidate): BlockingReason | null {
  const isListed = (vaccine: string) => findVaccine(app.passports.vaccines, vaccine) !== null
  const doses = candidate.doses.map((dose) => ({ ...dose, isListed: isListed(dose.vaccine) }))
  return blockingReason({ ...candidate, doses, passportObjection: passportObjection(app, candidate) })
}

/** Each dose gets its own code, so each is asked (features H08). */
function passportObjection(app: Facts, { record, doses }: SigningCandidate): PassportObjection | null {
  const { fullName, birthDate, doses: complete } = doseStatement(record, doses)
  const { vaccines } = app.passports
  for (const dose of passportDoses(vaccines, complete)) {
    const facts = passportFacts({ fullName, birthDate, doses: [dose], issuedAt: app.now() }, vaccines)
    if (!facts.ok) return facts.objection
  }
  return null
}
