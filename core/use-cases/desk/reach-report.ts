import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Actor } from '../../domain/role.ts'
import { isInScope, may, mayAt, type Permission, reachesBelow, type Scope, scopeOf } from '../../policy.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'

/** The report when this officer may do this with it; outside their scope it does not exist. */
export async function reachReport(
  tx: Tx,
  officer: Officer,
  permission: Permission,
  code: string,
  how: 'read' | 'lock',
): Promise<Outcome<Report>> {
  if (!may(officer, permission)) return object('not_your_role')
  const scope = await scopeFor(tx, officer)
  const found = await tx.reports.byCode(code)
  if (!found || !isInScope(scope, found.unitId)) return object('no_such_report')
  const report = how === 'lock' ? await tx.reports.lock(found.id) : found
  // Handed over to another unit between the two looks.
  if (!report || !isInScope(scope, report.unitId)) return object('no_such_report')
  if (!mayAt(officer, permission, report.unitId)) return object('not_your_unit')
  return done(report)
}

/** The report of a paper, or the part of it, that lies in this officer's scope; the report itself when none does. */
export async function partInReach(tx: Tx, officer: Officer, reportId: string): Promise<Report | null> {
  const scope = await scopeFor(tx, officer)
  const report = await tx.reports.get(reportId)
  const all = report ? [report, ...(await tx.reports.partsOf(report.id))] : []
  return all.find(({ unitId }) => isInScope(scope, unitId)) ?? report
}

export async function scopeFor(tx: Tx, officer: Officer): Promise<Scope> {
  return scopeOf(officer, reachesBelow(officer) ? await tx.units.all() : [])
}

export function actorOf(officer: Officer): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', staffId: officer.staffId, role: officer.role, unitId: officer.unitId }
}
