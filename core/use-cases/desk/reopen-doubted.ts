import { actionsFor } from '../../domain/lifecycle.ts'
import type { Report } from '../../domain/report/report.ts'
import { REPORT_LIFECYCLE } from '../../domain/report/report-lifecycle.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { freezeDisputed } from '../citizen/freeze-disputed.ts'
import { moveReport } from '../move-report.ts'

/** Values that wait to go out, or wait to go out again. */
const STAY_HERE: readonly string[] = ['approved', 'not_landed', 'changed_by_other']

/**
 * Brings a case back whose decision of this round a second officer found wrong (features E11). A case that is with the Platform
 * comes back when that has answered; an open one is left as it is.
 */
export async function reopenDoubted(app: App, tx: Tx, report: Report): Promise<void> {
  if (!actionsFor(REPORT_LIFECYCLE, report.state, SYSTEM.role).includes('reopen')) return
  if (!(await tx.rechecks.doubtsOf(report.id)).some(({ round }) => round === report.round)) return
  await reopenReport(app, tx, report)
}

/**
 * To its station's queue, as a new round, so that whatever needs two officers needs them again. Its 48 hours began with the
 * citizen and go on. What has not gone out yet stays here.
 */
export async function reopenReport(app: App, tx: Tx, report: Report): Promise<void> {
  const own = (await tx.approvedChanges.ofReport(report.id)).filter(({ identityCaseId }) => identityCaseId === null)
  const ids = own.filter(({ state }) => STAY_HERE.includes(state)).map(({ id }) => id)
  await tx.approvedChanges.setState(ids, 'dropped')
  await tx.platformTasks.close(ids, ['not_landed', 'changed_by_other', 'resting', 'dose_elsewhere'], app.now())
  const change = { takenBy: null, answer: null, refusalReasons: [], endState: null, landedRowId: null }
  const moved = await moveReport(app, tx, report, {
    action: 'reopen',
    actor: SYSTEM,
    change: { ...change, round: report.round + 1 },
  })
  if (!moved.ok) throw new Error(`Report ${report.id} could not follow a second look`)
  await freezeDisputed(app, tx, moved.value.report)
}
