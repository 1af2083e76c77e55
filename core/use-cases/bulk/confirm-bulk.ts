import { mayUndoBulk, UNDO_MINUTES } from '../../domain/bulk/bulk-decision.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { BulkAct } from '../../ports/bulks.ts'
import type { Tx } from '../../ports/store.ts'
import { type OnBulk, reachBulk } from './open-bulk.ts'

const MINUTE = 60_000

/** From here ten minutes run in which one press takes it back; pressed twice it is confirmed once. */
export async function confirmBulk(app: App, command: OnBulk): Promise<Outcome<BulkAct>> {
  return changed(app, command, async (tx, bulk) => {
    if (bulk.state !== 'planned') return done(bulk)
    const confirmedAt = app.now()
    const runsAt = new Date(confirmedAt.getTime() + UNDO_MINUTES * MINUTE)
    await promise(tx, bulk.id, runsAt)
    return done({ ...bulk, state: 'waiting', confirmedAt, runsAt })
  })
}

/** The officer is sure and does not wait. */
export async function runBulkNow(app: App, command: OnBulk): Promise<Outcome<BulkAct>> {
  return changed(app, command, async (tx, bulk) => {
    if (!mayUndoBulk(bulk, app.now())) return object('wrong_state')
    await promise(tx, bulk.id, app.now())
    return done({ ...bulk, runsAt: app.now() })
  })
}

/** Nothing has happened yet, so nothing has to be taken back and nobody is told twice. */
export async function undoBulk(app: App, command: OnBulk): Promise<Outcome<BulkAct>> {
  return changed(app, command, async (_tx, bulk) => {
    if (bulk.state === 'undone') return done(bulk)
    if (bulk.state !== 'planned' && !mayUndoBulk(bulk, app.now())) return object('wrong_state')
    const confirmedAt = bulk.confirmedAt ?? app.now()
    return done({ ...bulk, state: 'undone', confirmedAt, endedAt: app.now() })
  })
}

async function promise(tx: Tx, bulkId: string, notBefore: Date): Promise<void> {
  const uniqueKey = `run-bulk|${bulkId}|${notBefore.getTime()}`
  await tx.tasks.promise({ name: 'run-bulk', data: { bulkId }, uniqueKey, notBefore })
}

async function changed(
  app: App,
  command: OnBulk,
  work: (tx: Tx, bulk: BulkAct) => Promise<Outcome<BulkAct>>,
): Promise<Outcome<BulkAct>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachBulk(tx, command, 'lock')
    if (!reached.ok) return reached
    const outcome = await work(tx, reached.value)
    if (!outcome.ok || outcome.value === reached.value) return outcome
    await tx.bulks.save(outcome.value)
    const { id, state, decision } = outcome.value
    const detail = { state, action: decision.action }
    const subject = { subjectKind: 'bulk', subjectId: id }
    await tx.audit.write({ staffId: command.officer.staffId, action: 'bulk', ...subject, detail })
    return outcome
  })
}
