import { BULK_ROWS } from '../../domain/bulk/bulk-decision.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { WorkRow } from '../../ports/work-list.ts'
import { handOverTargets } from '../desk/hand-over-targets.ts'
import { exactly, type ListWork } from '../desk/list-work.ts'
import { scopeFor } from '../desk/reach-report.ts'

export interface BulkChoice {
  rows: WorkRow[]
  /** All that the filter leaves. */
  total: number
  handOverTo: { id: string; name: string }[]
}

/** The rows of a filter of the work list, at most 500, to choose from (features E06). */
export async function listForBulk(
  app: App,
  { officer, filter, order }: Omit<ListWork, 'after'>,
): Promise<Outcome<BulkChoice>> {
  if (!may(officer, 'decide_case')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const exact = exactly(filter, scope, officer)
    return done({
      rows: await tx.workList.page(exact, order, null, BULK_ROWS, app.now()),
      total: await tx.workList.count(exact, app.now()),
      handOverTo: await handOverTargets(tx, officer.unitId, 'to_any_unit'),
    })
  })
}
