import type { Report } from '../../domain/report/report.ts'
import { laneFor, type Urgency } from '../../domain/report/urgency.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** Puts a report into the urgent lane while there is room (features B12); the proof is looked at by a person afterwards. */
export async function askForHurry(app: App, tx: Tx, report: Report, urgency: Urgency | null): Promise<void> {
  if (!urgency || (await tx.urgentUses.of(report.id))) return
  const lane = laneFor(await tx.urgentUses.load(report.unitId))
  await tx.urgentUses.add({ reportId: report.id, ...urgency, askedAt: app.now(), lane })
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: lane === 'urgent' ? 'urgent' : 'urgent_full',
    from: report.state,
    to: report.state,
    actor: SYSTEM,
    detail: { reason: urgency.reason },
    at: app.now(),
  })
}
