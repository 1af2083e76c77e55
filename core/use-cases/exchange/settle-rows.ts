import { type ApprovedChange, isRemoval } from '../../domain/exchange/approved-change.ts'
import { landingOf, type Snapshot } from '../../domain/exchange/snapshot.ts'
import type { MatchResult } from '../../domain/person/record-class.ts'
import type { Report } from '../../domain/report/report.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ExportRow } from '../../ports/exchange.ts'
import type { Tx } from '../../ports/store.ts'
import { reopenDoubted } from '../desk/reopen-doubted.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { moveReport, type ReportMove } from '../move-report.ts'
import { callJointReview } from '../police/joint-review.ts'
import { registerMended } from '../police/register-mended.ts'
import { must, reportsAround } from './move-exported.ts'
import { openMismatch } from './platform-task.ts'

export interface Seen {
  personId: string
  importId: string
  /** Values by path; a path that is missing was not spoken of. */
  values: (row: ExportRow, changes: readonly ApprovedChange[]) => Snapshot
  /** What the population database said, when the list says it. */
  result: MatchResult | null
}

/** Work that is over when a value has landed. */
export const MISMATCHES = ['not_landed', 'changed_by_other', 'resting', 'dose_elsewhere'] as const

/** Compares the person's exported rows with what the Platform shows, and moves case and reports by it (features G03, D07). */
export async function settleRows(app: App, tx: Tx, pending: readonly ExportRow[], seen: Seen): Promise<number> {
  const settled: ApprovedChange[] = []
  for (const row of pending) {
    const changes = await tx.approvedChanges.byIds(row.changeIds)
    const values = { ...row.seen, ...seen.values(row, changes) }
    const state = landingOf({ before: row.before, after: row.after, seen: values })
    if (state === 'waiting') {
      await tx.exports.noteSeen(row.id, values)
      continue
    }
    await tx.exports.settle({ id: row.id, state, seen: values, importId: seen.importId, at: app.now() })
    await tx.approvedChanges.setState(row.changeIds, state)
    if (state === 'landed') await landed(app, tx, changes, seen.importId)
    else await openMismatch(tx, changes, { kind: state, exportId: row.exportId })
    settled.push(...changes)
  }
  for (const id of await reportsAround(tx, settled)) await moveReportBy(app, tx, id)
  await moveCaseBy(app, tx, seen)
  return settled.length
}

async function landed(app: App, tx: Tx, changes: readonly ApprovedChange[], importId: string): Promise<void> {
  const ids = changes.map((change) => change.id)
  await tx.platformTasks.close(ids, MISMATCHES, app.now())
  for (const { doseId, personId, ...change } of changes) {
    if (!isRemoval(change) || !doseId) continue
    await tx.doseRemovals.takenAway(doseId, importId)
    await tx.passports.takeBackOfGoneDoses(personId, app.now())
  }
}

/** Only landed values may tell a citizen that the record has changed (features D07). */
export async function moveReportBy(app: App, tx: Tx, reportId: string): Promise<void> {
  const report = await tx.reports.lock(reportId)
  if (report?.state !== 'exported') return
  const changes = await changesBehind(tx, reportId, report.personId)
  const landed = changes.filter((change) => change.state === 'landed' || change.state === 'dropped')
  if (changes.some((change) => change.state === 'not_landed' || change.state === 'changed_by_other')) {
    await follow(app, tx, report, { action: 'not_landed', actor: SYSTEM })
  } else if (landed.length === changes.length) {
    const landedRowId = await tx.exports.landedRowOf(changes.map((change) => change.id))
    const move = {
      action: 'landed',
      actor: SYSTEM,
      change: { landedRowId },
      detail: { exportRowId: landedRowId },
    } as const
    if (landedRowId) await follow(app, tx, report, move)
  }
}

/** Back to its station, too, where a second officer has found the decision wrong meanwhile (features E11). */
async function follow(app: App, tx: Tx, report: Report, move: ReportMove): Promise<void> {
  const moved = await moveReport(app, tx, report, move)
  must(moved, report.id)
  if (moved.ok) await reopenDoubted(app, tx, moved.value.report)
}

/** A report that joined somebody else's identity case stands on the changes of that case. */
export async function changesBehind(tx: Tx, reportId: string, personId: string | null): Promise<ApprovedChange[]> {
  const own = await tx.approvedChanges.ofReport(reportId)
  const identityCase = personId ? await tx.identityCases.lockOpenOf(personId) : null
  const joined = identityCase && (await tx.identityCases.reportIdsOf(identityCase.id)).includes(reportId)
  const shared = joined ? await latestOfCase(tx, identityCase.id) : []
  return [...own, ...shared.filter((change) => !own.some((mine) => mine.id === change.id))]
}

/** A case that went round again has older changes: the last police row alone counts. */
async function latestOfCase(tx: Tx, identityCaseId: string): Promise<ApprovedChange[]> {
  return tx.approvedChanges.ofLatestPoliceRow(identityCaseId)
}

async function moveCaseBy(app: App, tx: Tx, { personId, result }: Seen): Promise<void> {
  if (result === 'right' && (await registerMended(app, tx, personId))) return
  const identityCase = await tx.identityCases.lockOpenOf(personId)
  if (identityCase?.state !== 'exported') return
  const changes = await latestOfCase(tx, identityCase.id)
  const failed = changes.some((change) => change.state === 'not_landed' || change.state === 'changed_by_other')
  if (failed)
    return must(await moveIdentityCase(app, tx, identityCase, { action: 'not_landed', actor: SYSTEM }), identityCase.id)
  if (result === null || changes.some((change) => change.state !== 'landed')) return
  const action = result === 'right' ? 'match_right' : 'match_failed'
  const rounds = result === 'right' ? identityCase.rounds : identityCase.rounds + 1
  const move = { action, actor: SYSTEM, change: { rounds }, detail: { result, rounds } } as const
  must(await moveIdentityCase(app, tx, identityCase, move), identityCase.id)
  if (action === 'match_failed') await callJointReview(app, tx, { identityCaseId: identityCase.id, rounds })
}
