import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { currentValues } from './current-values.ts'
import { settleRows } from './settle-rows.ts'

/**
 * After an import of the Platform's records or doses: compares what was sent out for its people with the fresh mirror.
 * Doses are read back only this way; the population database's answer comes with the verification list.
 */
export async function settleFromMirror(app: App, importId: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const run = await tx.imports.get(importId)
    if (!run || run.kind === 'results' || run.state !== 'applied') return
    const pending = await tx.exports.lockPending(await tx.exports.pendingPeopleOf(importId), run.createdAt)
    for (const [personId, rows] of Map.groupBy(pending, (row) => row.personId)) {
      await settlePerson(app, tx, importId, personId, rows)
    }
  })
}

async function settlePerson(
  app: App,
  tx: Tx,
  importId: string,
  personId: string,
  rows: Parameters<typeof settleRows>[2],
): Promise<void> {
  const record = await tx.records.get(personId)
  if (!record) return
  const doses = await tx.records.dosesOf(personId)
  const values = (_: unknown, changes: Parameters<typeof currentValues>[1]) => currentValues({ record, doses }, changes)
  await settleRows(app, tx, rows, { personId, importId, result: null, values })
}
