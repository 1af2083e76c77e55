import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { actorOf } from '../desk/reach-report.ts'

/** A step on the case that moves nothing: who did what, for staff and audit. */
export async function writeStep(
  app: App,
  tx: Tx,
  officer: Officer,
  report: Pick<Report, 'id' | 'state'>,
  action: 'propose_join' | 'join_records' | 'undo_join' | 'confirm_number',
  detail: Record<string, string>,
): Promise<void> {
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action,
    from: report.state,
    to: report.state,
    actor: actorOf(officer),
    detail,
    at: app.now(),
  })
  await tx.audit.write({ staffId: officer.staffId, action, subjectKind: 'report', subjectId: report.id, detail })
}
