import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'

/** Takes a whole import back: every row is what it was, or nothing happens because somebody built on it meanwhile. */
export async function undoImport(
  app: App,
  command: { importId: string; officer?: Extract<Actor, { kind: 'staff' }> | null },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const run = await tx.imports.lock(command.importId)
    if (!run || run.kind === 'results') return object('no_such_import')
    if (command.officer && run.unitId !== command.officer.unitId) return object('no_such_import')
    if (run.state === 'undone') return done(null)
    if (run.state !== 'applied') return object('not_possible_now', { state: run.state })
    // What a list settled, cases and reports have followed: it is not taken back.
    const settled = await tx.exports.settledBy(run.id)
    if (settled.length > 0) return object('import_superseded', { rows: settled.length })
    const superseded = await tx.imports.countSuperseded(run)
    if (superseded > 0) return object('import_superseded', { rows: superseded })
    await tx.imports.restore(run)
    await tx.imports.save({ ...run, state: 'undone', undoneAt: app.now() })
    return done(null)
  })
}
