import {
  REST_DAYS,
  type Reached,
  type RowState,
  reachedOf,
  restsAt,
  restsTooLong,
} from '../../domain/exchange/row-state.ts'
import type { App } from '../../ports/app.ts'
import type { ChangeState } from '../../ports/platform-desk.ts'
import type { Tx } from '../../ports/store.ts'
import { taskOf } from './platform-task.ts'

export interface ExchangeState {
  changeId: string
  field: ChangeState['field']
  state: RowState
  since: Date
  reached: Reached
  /** The file and the row that carry it; null before it is exported. */
  carriedBy: { exportId: string; number: string; rowNo: number } | null
  restsTooLong: boolean
}

/** Where every approved value behind a report stands: approved, exported, accepted, matched, signed, shown (features G04). */
export async function exchangeStateOf(tx: Tx, reportId: string, now: Date): Promise<ExchangeState[]> {
  return (await tx.exchangeStates.ofReport(reportId)).map((change) => stateOf(change, now))
}

function stateOf(change: ChangeState, now: Date): ExchangeState {
  const reached = reachedOf(change)
  const rest = restsAt(reached)
  const { changeId, field, exportId, exportNumber, rowNo } = change
  const isCarried = reached.exported !== null && exportId !== null && exportNumber !== null && rowNo !== null
  const carriedBy = isCarried ? { exportId, number: exportNumber, rowNo } : null
  return { changeId, field, ...rest, reached, carriedBy, restsTooLong: restsTooLong(rest, now) }
}

const BATCH = 200
const DAY = 86_400_000

/** No row rests more than three days without an alarm: a task for its unit, once per state (features G04). */
export async function watchRestingRows(app: App): Promise<number> {
  const before = new Date(app.now().getTime() - REST_DAYS * DAY)
  let rung = 0
  for (let after: string | null = null; ; ) {
    const from = after
    const looked = await app.store.transaction(async (tx) => {
      const some = await tx.exchangeStates.untouchedSince(before, BATCH, from)
      for (const change of some) if (await ring(tx, change, app.now())) rung += 1
      return some
    })
    if (looked.length < BATCH) return rung
    after = looked.at(-1)?.changeId ?? null
  }
}

async function ring(tx: Tx, change: ChangeState, now: Date): Promise<boolean> {
  const { state, restsTooLong: isLate } = stateOf(change, now)
  if (!isLate) return false
  const { changeId: subjectId, unitId, personId, reportId, exportId } = change
  const task = { kind: 'resting', subjectId, unitId, personId, reportId, exportId, stage: state } as const
  return tx.platformTasks.openOnce(taskOf(task))
}
