import { done, type Outcome, object } from '../../domain/objection.ts'
import { type MergePlanLine, mergePlanLines, type RecordWithDoses } from '../../domain/record/merge-plan.ts'
import { isRowId } from '../../domain/row-id.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { MergePlan, PlannedJoin } from '../../ports/duplicates.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

/**
 * Keeps what the Platform has to do for every join it has not been told of: which record stays, which goes, which doses move
 * (features E08). A join that was undone after a plan had named it comes back as a split.
 */
export async function drawUpMergePlan(
  app: App,
  { officer }: { officer: Officer },
): Promise<Outcome<{ planId: string }>> {
  if (!may(officer, 'join_records')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const joins = await tx.duplicates.toPlan(await scopeFor(tx, officer))
    const lines: MergePlanLine[] = []
    for (const one of joins) lines.push(...(await linesOf(tx, one)))
    if (lines.length === 0) return object('nothing_to_export')
    const { staffId, unitId } = officer
    const plan = { id: app.newId(), unitId, staffId, drawnUpAt: app.now(), lines }
    await tx.duplicates.keepPlan(plan)
    await tx.duplicates.planned(joins, plan.drawnUpAt)
    const detail = { joins: joins.map(({ join }) => join.id) }
    await tx.audit.write({ staffId, action: 'merge_plan', subjectKind: 'merge_plan', subjectId: plan.id, detail })
    return done({ planId: plan.id })
  })
}

async function linesOf(tx: Tx, { join, again }: PlannedJoin): Promise<MergePlanLine[]> {
  const [kept, gone] = [await withDoses(tx, join.keptId), await withDoses(tx, join.joinedId)]
  return kept && gone ? mergePlanLines(again ? 'split' : 'merge', kept, gone) : []
}

async function withDoses(tx: Tx, personId: string): Promise<RecordWithDoses | null> {
  const record = await tx.records.get(personId)
  return record && { record, doses: await tx.records.dosesOf(personId) }
}

/** A plan as it was drawn up, whatever happened to its records since. */
export async function openMergePlan(
  app: App,
  { officer, planId }: { officer: Officer; planId: string },
): Promise<Outcome<MergePlan>> {
  if (!may(officer, 'join_records')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const plan = isRowId(planId) ? await tx.duplicates.plan(planId, await scopeFor(tx, officer)) : null
    if (!plan) return object('no_such_list')
    const { staffId } = officer
    const detail = { people: [...new Set(plan.lines.flatMap(({ keptId, goneId }) => [keptId, goneId]))] }
    await tx.audit.write({ staffId, action: 'open_merge_plan', subjectKind: 'merge_plan', subjectId: planId, detail })
    return done(plan)
  })
}
