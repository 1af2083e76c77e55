import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'

/**
 * Takes one address out of its group; the others keep every report (features A13). `by`: the linked address that asks. Taken
 * out by another one, as after a lost phone, it takes nothing along; asking itself, it keeps what it sent.
 */
export async function unlinkChannel(
  app: App,
  { address, by = address }: { address: string; by?: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    if (!(await tx.contacts.groupOf(by)).includes(address)) return object('not_possible_now')
    await tx.contacts.leave(address, address === by, app.now())
    return done(null)
  })
}
