import { done, type Outcome, object } from '../../domain/objection.ts'
import { may, type Scope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { WorkCounts, WorkCursor, WorkFilter, WorkOrder, WorkRow } from '../../ports/work-list.ts'
import { scopeFor } from './reach-report.ts'

export const PAGE_ROWS = 50

export interface ListWork {
  officer: Officer
  filter: Omit<WorkFilter, 'scope' | 'holder' | 'open' | 'awaitsLook' | 'awaitsRuling' | 'recheckFor' | 'ownUnit'> & {
    mine: boolean
    open?: boolean
    awaitsLook?: boolean
    awaitsRuling?: boolean
    recheck?: boolean
    ownUnit?: boolean
  }
  order: WorkOrder
  after: WorkCursor | null
}

export interface WorkPage {
  rows: WorkRow[]
  counts: WorkCounts
  /** Rows that the filter leaves, on all pages together. */
  total: number
  next: WorkCursor | null
}

/** One page of the officer's queue with exact counts (features E03). */
export async function listWork(app: App, { officer, filter, order, after }: ListWork): Promise<Outcome<WorkPage>> {
  if (!may(officer, 'see_queue')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const scope = await scopeFor(tx, officer)
    const exact = exactly(filter, scope, officer)
    const found = await tx.workList.page(exact, order, after, PAGE_ROWS + 1, now)
    const rows = found.slice(0, PAGE_ROWS)
    const last = found.length > PAGE_ROWS ? rows.at(-1) : undefined
    return done({
      rows,
      counts: await tx.workList.counts(scope, officer, now),
      total: await tx.workList.count(exact, now),
      next: last ? { lane: last.lane, easy: last.easy, dueAt: last.dueAt, id: last.id } : null,
    })
  })
}

/** The filter of a page as the store takes it. */
export function exactly(filter: ListWork['filter'], scope: Scope, officer: Officer): WorkFilter {
  const { state, type, colour, code, open = false, awaitsLook = false, awaitsRuling = false } = filter
  const { staffId, unitId } = officer
  return {
    ...{ state, type, colour, code, open, awaitsLook, awaitsRuling, scope },
    holder: filter.mine ? staffId : null,
    recheckFor: filter.recheck ? { staffId, unitId } : null,
    ownUnit: filter.ownUnit ? unitId : null,
  }
}
