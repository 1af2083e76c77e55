import type { Objection, Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** A transaction whose objection undoes what was written before it: half a decision is none. */
export async function allOrNothing<T>(app: App, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await app.store.transaction(async (tx) => {
      const outcome = await work(tx)
      if (!outcome.ok) throw new RolledBack(outcome.objection)
      return outcome
    })
  } catch (thrown) {
    if (thrown instanceof RolledBack) return { ok: false, objection: thrown.objection }
    throw thrown
  }
}

/** Never leaves this file: a throw is the only way to end a transaction without its writes. */
class RolledBack extends Error {
  readonly objection: Objection

  constructor(objection: Objection) {
    super(objection.code)
    this.objection = objection
  }
}
