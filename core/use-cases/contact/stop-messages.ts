import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'

/**
 * STOP and its way back (features I10). Answers to what the person says still go to this address; notices and reminders do
 * not, and a legal decision takes another way.
 */
export async function stopMessages(
  app: App,
  { address, stop }: { address: string; stop: boolean },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    await (stop ? tx.contacts.stop(address, app.now()) : tx.contacts.start(address))
    return done(null)
  })
}
