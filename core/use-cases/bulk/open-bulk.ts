import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { BulkAct, BulkCounts, BulkRow } from '../../ports/bulks.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'

export const BULK_PAGE = 100

export interface OnBulk {
  officer: Officer
  bulkId: string
}

export interface BulkPage {
  bulk: BulkAct
  counts: BulkCounts
  rows: BulkRow[]
  /** Number of the last row shown, when more follow. */
  next: number | null
}

/** The plan or the outcome, a hundred rows at a time. */
export async function openBulk(app: App, command: OnBulk & { after: number }): Promise<Outcome<BulkPage>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachBulk(tx, command, 'read')
    if (!reached.ok) return reached
    const { bulkId, after } = command
    const rows = await tx.bulks.rows(bulkId, after, BULK_PAGE + 1)
    const shown = rows.slice(0, BULK_PAGE)
    const next = rows.length > BULK_PAGE ? (shown.at(-1)?.rowNo ?? null) : null
    return done({ bulk: reached.value, counts: await tx.bulks.counts(bulkId), rows: shown, next })
  })
}

/** Only whoever gave it sees it and takes it back. */
export async function reachBulk(tx: Tx, { officer, bulkId }: OnBulk, how: 'read' | 'lock'): Promise<Outcome<BulkAct>> {
  const bulk = how === 'lock' ? await tx.bulks.lock(bulkId) : await tx.bulks.get(bulkId)
  return bulk?.staffId === officer.staffId ? done(bulk) : object('no_such_list')
}

/** What this officer gave lately, newest first. */
export function recentBulks(app: App, officer: Officer): Promise<BulkAct[]> {
  return app.store.transaction((tx) => tx.bulks.recent(officer.staffId, 10))
}
