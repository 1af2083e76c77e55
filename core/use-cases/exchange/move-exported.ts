import type { ApprovedChange } from '../../domain/exchange/approved-change.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { moveReport } from '../move-report.ts'

/** Everything these changes belong to follows them: a report is exported when none of its values is left behind. */
export async function moveExported(
  app: App,
  tx: Tx,
  officer: Extract<Actor, { kind: 'staff' }>,
  changes: readonly ApprovedChange[],
): Promise<void> {
  await tx.approvedChanges.setState(
    changes.map((change) => change.id),
    'exported',
  )
  // Sent again: whoever was to look at the failed row has looked.
  const ids = changes.map((change) => change.id)
  await tx.platformTasks.close(ids, ['not_landed', 'changed_by_other', 'resting'], app.now())
  const caseIds = idsOf(changes, (change) => change.identityCaseId)
  for (const id of caseIds) {
    const identityCase = await tx.identityCases.lock(id)
    if (identityCase?.state === 'police_confirmed')
      must(await moveIdentityCase(app, tx, identityCase, { action: 'export', actor: officer }), id)
  }
  for (const id of await reportsAround(tx, changes)) {
    const report = await tx.reports.lock(id)
    if (report?.state !== 'approved' || !(await isAllOut(tx, id))) continue
    must(await moveReport(app, tx, report, { action: 'export', actor: officer }), id)
  }
}

/** Reports that own one of the changes, and those that joined the same identity case. */
export async function reportsAround(tx: Tx, changes: readonly ApprovedChange[]): Promise<string[]> {
  const own = idsOf(changes, (change) => change.reportId)
  const joined: string[] = []
  for (const id of idsOf(changes, (change) => change.identityCaseId))
    joined.push(...(await tx.identityCases.reportIdsOf(id)))
  return [...new Set([...own, ...joined])]
}

async function isAllOut(tx: Tx, reportId: string): Promise<boolean> {
  const changes = await tx.approvedChanges.ofReport(reportId)
  return changes.every((change) => ['exported', 'landed', 'dropped'].includes(change.state))
}

function idsOf(changes: readonly ApprovedChange[], read: (change: ApprovedChange) => string | null): string[] {
  return [...new Set(changes.flatMap((change) => read(change) ?? []))]
}

export function must(outcome: { ok: boolean }, id: string): void {
  if (!outcome.ok) throw new Error(`${id} could not follow its exchange with the Platform`)
}
