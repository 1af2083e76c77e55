import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { objectionToSecond } from '../staff/second-person.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { actorOf, reachReport } from './reach-report.ts'

/**
 * The look that every use of the urgent lane gets (features B12): by an officer who does not hold the report, so that nobody
 * judges the hurry of their own queue. Proof that shows nothing leads back to the usual lane; its citizen is told.
 */
export async function lookAtHurry(
  app: App,
  { officer, code, proved }: { officer: Officer; code: string; proved: boolean },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'decide_case', code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    const use = await tx.urgentUses.of(report.partOf ?? report.id)
    if (!use || use.lookedAt) return object('not_possible_now', { state: report.state })
    const objection = await objectionToSecond(tx, officer, report.takenBy, 'other_reviewer')
    if (objection) return { ok: false, objection }
    const lane = proved ? use.lane : 'refused'
    await tx.urgentUses.look(use.reportId, { lane, staffId: officer.staffId, at: app.now() })
    const eventId = await tx.history.append({
      subject: 'report',
      subjectId: report.id,
      action: proved ? 'urgent_seen' : 'urgent_refused',
      from: report.state,
      to: report.state,
      actor: actorOf(officer),
      detail: { reason: use.reason },
      at: app.now(),
    })
    if (!proved) await tellCitizen(app, tx, { report, eventId, notice: 'urgent-refused' })
    return done(null)
  })
}
