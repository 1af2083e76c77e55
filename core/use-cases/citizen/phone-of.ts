import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { App } from '../../ports/app.ts'

/** The phone this address has proved and still holds, E.164; null: none. */
export async function phoneOf(app: App, address: string): Promise<string | null> {
  return app.store.transaction(async (tx) => provedPhone(await tx.citizens.proofsOf(address, app.now())))
}
