import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ImportRun } from '../../ports/imports.ts'
import type { Tx } from '../../ports/store.ts'

const BATCH = 500

type Officer = Extract<Actor, { kind: 'staff' }>

/** The officer has seen the preview: promises the work. */
export async function requestApply(
  app: App,
  command: { importId: string; officer: Officer | null },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const run = await tx.imports.lock(command.importId)
    // A result list has a road of its own (settle-results.ts).
    if (!run || run.kind === 'results') return object('no_such_import')
    if (command.officer && run.unitId !== command.officer.unitId) return object('no_such_import')
    if (run.state !== 'previewed') return object('not_possible_now', { state: run.state })
    await tx.imports.save({ ...run, state: 'applying', rowsDone: 0 })
    await tx.tasks.promise({ name: 'apply-import', data: { importId: run.id }, uniqueKey: `apply-import|${run.id}` })
    return done(null)
  })
}

/** Task `apply-import`: writes the rows in batches, each with what stood there before. Goes on where it was stopped. */
export async function applyImport(app: App, { importId }: { importId: string }): Promise<void> {
  for (let more = true; more; ) {
    more = await app.store.transaction(async (tx) => {
      const run = await tx.imports.lock(importId)
      if (run?.state !== 'applying') return false
      const written = await tx.imports.applySome(run, BATCH, app.now())
      if (written > 0) await tx.imports.save({ ...run, rowsDone: run.rowsDone + written })
      else await finish(app, tx, run)
      return written > 0
    })
  }
}

/** A fresh mirror of the Platform is also a read-back: what was sent out is compared with it (features G03). */
async function finish(app: App, tx: Tx, run: ImportRun): Promise<void> {
  await tx.imports.save({ ...run, state: 'applied', rowsDone: run.rowsTotal, appliedAt: app.now() })
  await tx.tasks.promise({ name: 'settle-results', data: { importId: run.id }, uniqueKey: `settle-results|${run.id}` })
}
