import { reportObjection } from '../../domain/citizen/check-report.ts'
import { EMPTY_DRAFT, type ReportDraft } from '../../domain/citizen/report-draft.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { initialsOf } from '../../domain/helper/helping.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { HelperSession } from '../../ports/helper-desk.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { type RecordReport, readyReport } from '../citizen/ready-report.ts'
import { joinOrOpen, type RecordedReport } from '../citizen/record-report.ts'
import { actorOf } from '../desk/reach-report.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { noteHelping } from './fresh-session.ts'

export interface HandIn {
  officer: Officer
  session: HelperSession
  locale: 'vi' | 'en'
}

/**
 * The report of a citizen, written by a helper: recorded like any other, without a record behind it, so that no recorded
 * value can be told by what is accepted; then the helper's desk is empty (features A09). The citizen is told, with "not me".
 */
export async function handIn(app: App, command: HandIn): Promise<Outcome<{ sessionId: string }>> {
  const { officer, session } = command
  return app.store.transaction(async (tx) => {
    const open = await tx.helperDesk.lock(session.id)
    if (!open || open.endedAt || !open.begunAt) return object('helping_ended')
    const draft = await tx.drafts.of(session.address)
    const { claimant, ...told } = draft?.body ?? EMPTY_DRAFT
    if (!draft || !claimant) return object('empty_patch', { field: 'types' })
    const ready = await readyReport(tx, recordingOf(app, command, draft.id, { ...told, claimant }), [])
    const objection = reportObjection({ ...ready, corrections: ready.changes }, dayInVietNam(app.now()))
    if (objection) return { ok: false, objection }
    const recorded = await joinOrOpen(app, tx, ready)
    await tell(app, tx, recorded)
    const { reportId } = recorded
    await tx.helperDesk.end(session, 'handed_in', app.now(), { reportId, initials: initialsOf(claimant.fullName) })
    await noteHelping(tx, 'helping_handed_in', officer.staffId, session.id, { reportId, joined: recorded.joined })
    return done({ sessionId: session.id })
  })
}

type Told = Omit<ReportDraft, 'claimant'> & { claimant: NonNullable<ReportDraft['claimant']> }

/** The chat in which the citizen agreed owns the report, else whoever holds the phone. */
function recordingOf(app: App, { officer, session, locale }: HandIn, draftId: string, draft: Told): RecordReport {
  const { claimant, types, corrections: changes, doses, note, consentVersion } = draft
  const sender = { address: session.citizenAddress, provedBy: session.address, phone: session.phone }
  return {
    ...{ idempotencyKey: `draft|${draftId}`, draftId, locale, ...sender },
    ...{ claimant, types, changes, doses, note, consentVersion, personId: null },
    unitId: officer.unitId,
    counter: { actor: actorOf(officer), takenAt: app.now() },
  }
}

/** In its history the report says who helped; the citizen hears of it once more, for it may not have been them. */
async function tell(app: App, tx: Tx, { reportId }: RecordedReport): Promise<void> {
  const report = await tx.reports.get(reportId)
  if (!report) return
  const steps = await tx.history.of('report', report.id)
  await tellCitizen(app, tx, { report, eventId: `helped|${steps.at(-1)?.id}`, notice: 'helped-report' })
}
