import type { Report } from '../../domain/report/report.ts'
import { needsTwo } from '../../domain/staff/needs-two.ts'
import type { App } from '../../ports/app.ts'
import { RECHECKED } from '../../ports/rechecks.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { Decision } from './decision.ts'

/** Features E11. */
export const RECHECK_SHARE = 0.05

/**
 * One in twenty decisions of one officer alone goes to a colleague of the same unit with the fewest in hand; a station of
 * one sends it to the unit above. Nobody knows beforehand which. A decision that follows one found wrong always goes: whoever
 * mends it, another says that it is right now.
 */
export async function chooseRecheck(
  app: App,
  tx: Tx,
  officer: Officer,
  report: Report,
  decision: Decision,
  nationality: string | null,
): Promise<void> {
  const kind = RECHECKED.find((one) => one === decision.action)
  if (!kind || needsTwo(report, kind, nationality)) return
  const isDoubted = (await tx.rechecks.doubtsOf(report.id)).length > 0
  if (!isDoubted && app.random() >= RECHECK_SHARE) return
  const forStaffId = await tx.reviewers.otherAt(report.unitId, [officer.staffId])
  const above = forStaffId ? null : (await tx.units.get(report.unitId))?.parentId
  await tx.rechecks.choose({
    id: app.newId(),
    reportId: report.id,
    round: report.round,
    decision: kind,
    decidedBy: officer.staffId,
    chosenAt: app.now(),
    unitId: above ?? report.unitId,
    forStaffId,
  })
}
