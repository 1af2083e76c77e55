import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { postsToday } from '../../domain/staff-account/staff-post.ts'
import { may } from '../../policy.ts'
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

/** A row that could not be carried out, and why. */
interface Failed {
  rowNo: number
  why: BulkObjection
}

type Step = 'ended' | 'row_done' | Failed

async function runRow(app: App, bulkId: string): Promise<Step> {
  let rowNo = 0
  const outcome = await allOrNothing<Step>(app, async (tx): Promise<Outcome<Step>> => {
    const bulk = await tx.bulks.lock(bulkId)
    if (bulk?.state !== 'waiting' || !bulk.runsAt || bulk.runsAt > app.now()) return done('ended')
    const row = await tx.bulks.nextOpen(bulkId)
    if (!row) return end(app, tx, bulk)
    rowNo = row.rowNo
    const tried = await tryRow(app, tx, bulk, row)
    if (tried === 'no_chat') return done({ rowNo, why: tried })
    if (!tried.ok) return tried
    await tx.bulks.settle(bulkId, row.rowNo, 'done', app.now())
    return done('row_done')
  })
  return outcome.ok ? outcome.value : { rowNo, why: outcome.objection.code }
}

/** As what the officer works now where they gave it: a post that has ended since decides nothing any more (features K02). */
async function tryRow(app: App, tx: Tx, { id, staffId, unitId, decision }: BulkAct, row: BulkRow) {
  const account = await tx.staff.get(staffId)
  if (!account || account.closedAt) return object('account_closed')
  const posts = postsToday(await tx.staffPosts.of(staffId), dayInVietNam(app.now()))
  const post = posts.find((one) => one.unitId === unitId && may(one, 'decide_many'))
  if (!post) return object('not_your_role')
  const { login, fullName } = account
  const officer: Officer = { staffId, login, fullName, role: post.role, unitId, unitName: post.unitName }
  return carryOutRow(app, tx, { bulkId: id, officer, decision, row })
}

async function end(app: App, tx: Tx, bulk: BulkAct): Promise<Outcome<Step>> {
  await tx.bulks.save({ ...bulk, state: 'done', endedAt: app.now() })
  return done('ended')
}

/** What the objection undid includes the row's own result: it is written down afterwards, unless another run did it meanwhile. */
async function settleApart(app: App, bulkId: string, { rowNo, why }: Failed): Promise<void> {
  await app.store.transaction(async (tx) => {
    await tx.bulks.lock(bulkId)
    const row = await tx.bulks.nextOpen(bulkId)
    if (row?.rowNo === rowNo) await tx.bulks.settle(bulkId, rowNo, why, app.now())
  })
}
