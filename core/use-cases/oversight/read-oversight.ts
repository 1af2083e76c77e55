import { done, type Outcome, object } from '../../domain/objection.ts'
import { watchedBy } from '../../domain/oversight/watched-units.ts'
import { roomAt } from '../../domain/police-list/police-room.ts'
import { may, type Scope, scopeOf } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { OpenJointReview } from '../../ports/joint-reviews.ts'
import type { NamedFinding, OversightReport, WatchedOfficer } from '../../ports/oversight.ts'
import type { LoadConsent } from '../../ports/police-loads.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { paceSince } from '../police/choose-cases.ts'

type Reader = Pick<Officer, 'staffId' | 'role' | 'unitId'>

export interface OversightView {
  weeks: (Omit<OversightReport, 'findings'> & { findings: NamedFinding[] })[]
  officers: WatchedOfficer[]
  /** Stations that ask to send more than their police can check (features F13). */
  consents: AskedConsent[]
  /** Cases that failed three matches (features F10). */
  jointReviews: OpenJointReview[]
}

export interface AskedConsent extends LoadConsent {
  /** What lies at that police unit from every station it checks for, and how many more it can take on in two days. */
  openRows: number
  room: number
}

const WEEKS = 12

/** The weekly reports of the reader's own unit, newest first; opening them is a reading too (features F12). */
export async function readOversight(app: App, officer: Reader): Promise<OversightView> {
  return app.store.transaction(async (tx) => {
    await tx.audit.write({ staffId: officer.staffId, action: 'read_oversight', ...subject(officer.unitId) })
    const reports = await tx.oversight.of(officer.unitId, WEEKS)
    const weeks = []
    for (const report of reports) weeks.push({ ...report, findings: await tx.oversight.named(report.findings) })
    for (const { id, readAt } of reports)
      if (!readAt) await tx.oversight.markRead(id, { staffId: officer.staffId, at: app.now() })
    const scope = scopeOf(officer, await tx.units.all())
    return {
      weeks,
      officers: await tx.oversight.officersOf(await watched(tx, officer)),
      consents: await askedConsents(app, tx, scope),
      jointReviews: await tx.jointReviews.openIn(scope.unitIds),
    }
  })
}

async function askedConsents(app: App, tx: Tx, scope: Scope): Promise<AskedConsent[]> {
  const asked: AskedConsent[] = []
  for (const consent of await tx.policeLoads.waiting(scope)) {
    const load = await tx.policeLoads.of(consent.policeUnitId, paceSince(app.now()))
    asked.push({ ...consent, openRows: load.openRows, room: roomAt(load) })
  }
  return asked
}

/** Where an officer lives, so that reading their neighbours shows; empty forgets it. */
export async function setOfficerHamlet(
  app: App,
  command: { officer: Reader; staffId: string; hamlet: string },
): Promise<Outcome<null>> {
  const { officer, staffId, hamlet } = command
  if (!may(officer, 'oversee_readings')) return object('not_your_role', { action: 'oversee' })
  return app.store.transaction(async (tx) => {
    const officers = await tx.oversight.officersOf(await watched(tx, officer))
    if (!officers.some((one) => one.staffId === staffId)) return object('not_your_unit')
    await tx.oversight.setHamlet(staffId, hamlet.trim().slice(0, 100) || null)
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'set_officer_hamlet',
      subjectKind: 'staff',
      subjectId: staffId,
    })
    return done(null)
  })
}

async function watched(tx: Tx, { unitId }: Reader): Promise<string[]> {
  const units = await tx.units.all()
  const unit = units.find(({ id }) => id === unitId)
  return unit ? watchedBy(unit, units) : []
}

const subject = (unitId: string) => ({ subjectKind: 'oversight', subjectId: unitId })
