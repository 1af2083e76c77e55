import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Recheck } from '../../ports/rechecks.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { objectionToSecond } from '../staff/second-person.ts'
import { actorOf, reachReport } from './reach-report.ts'
import { reopenDoubted } from './reopen-doubted.ts'

export interface LookAgain {
  officer: Officer
  code: string
  verdict: 'right' | 'wrong'
  /** What is wrong, for the colleague and the head; needed with `wrong`. */
  note: string | null
}

/** The re-check that waits for this officer: never for whoever decided (features E11). */
export async function recheckFor(tx: Tx, reportId: string, officer: Officer): Promise<Recheck | null> {
  const open = await tx.rechecks.openOf(reportId)
  if (!open || open.decidedBy === officer.staffId) return null
  const isTheirs = open.forStaffId ? open.forStaffId === officer.staffId : open.unitId === officer.unitId
  return isTheirs ? open : null
}

/** A colleague's word on a decision that was taken alone. A wrong one brings the case back into the queue of its station. */
export async function lookAgain(app: App, { officer, code, verdict, note }: LookAgain): Promise<Outcome<null>> {
  if (verdict === 'wrong' && !note?.trim()) return object('reason_needed', { field: 'recheckNote' })
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'recheck_case', code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    const { id, state } = report
    const recheck = await recheckFor(tx, id, officer)
    if (!recheck) return object('other_reviewer')
    const objection = await objectionToSecond(tx, officer, recheck.decidedBy, 'other_reviewer')
    if (objection) return { ok: false, objection }
    await tx.rechecks.look(recheck.id, { staffId: officer.staffId, at: app.now(), verdict, note: note?.trim() || null })
    await tx.history.append({
      subject: 'report',
      subjectId: id,
      action: verdict === 'right' ? 'recheck_right' : 'recheck_wrong',
      from: state,
      to: state,
      actor: actorOf(officer),
      detail: { decision: recheck.decision, recheckId: recheck.id },
      at: app.now(),
    })
    if (verdict === 'wrong') await reopenDoubted(app, tx, report)
    return done(null)
  })
}
