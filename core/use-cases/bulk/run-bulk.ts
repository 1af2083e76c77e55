import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { BulkAct, BulkObjection, BulkRow } from '../../ports/bulks.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { carryOutRow } from './carry-out-row.ts'

/** Handler of `run-bulk`: each row in a transaction of its own with its result, so that a killed run goes on where it stopped. */
export async function runBulk(app: App, { bulkId }: { bulkId: string }): Promise<void> {
  for (;;) {
    const step = await runRow(app, bulkId)
    if (step === 'ended') return
    if (step !== 'row_done') await settleApart(app, bulkId, step)
  }
}

type Step = 'ended' | 'row_done' | BulkObjection

async function runRow(app: App, bulkId: string): Promise<Step> {
  let noChat = false
  const outcome = await allOrNothing<Step>(app, async (tx): Promise<Outcome<Step>> => {
    const bulk = await tx.bulks.lock(bulkId)
    if (bulk?.state !== 'waiting' || !bulk.runsAt || bulk.runsAt > app.now()) return done('ended')
    const row = await tx.bulks.nextOpen(bulkId)
    if (!row) return end(app, tx, bulk)
    const tried = await tryRow(app, tx, bulk, row)
    if (tried === 'no_chat') {
      noChat = true
      return done('no_chat')
    }
    if (!tried.ok) return tried
    await tx.bulks.settle(bulkId, row.rowNo, 'done', app.now())
    return done('row_done')
  })
  if (noChat) return 'no_chat'
  return outcome.ok ? outcome.value : outcome.objection.code
}

async function tryRow(app: App, tx: Tx, { id, staffId, decision }: BulkAct, row: BulkRow) {
  const account = await tx.staff.get(staffId)
  if (!account || account.closedAt) return { ok: false, objection: { code: 'account_closed' } } as const
  const { login, fullName, role, unitId, unitName } = account
  const officer: Officer = { staffId, login, fullName, role, unitId, unitName }
  return carryOutRow(app, tx, { bulkId: id, officer, decision, row })
}

async function end(app: App, tx: Tx, bulk: BulkAct): Promise<Outcome<Step>> {
  await tx.bulks.save({ ...bulk, state: 'done', endedAt: app.now() })
  return done('ended')
}

/** What the objection undid includes the row's own result: it is written down afterwards. */
async function settleApart(app: App, bulkId: string, why: BulkObjection): Promise<void> {
  await app.store.transaction(async (tx) => {
    await tx.bulks.lock(bulkId)
    const row = await tx.bulks.nextOpen(bulkId)
    if (row) await tx.bulks.settle(bulkId, row.rowNo, why, app.now())
  })
}
