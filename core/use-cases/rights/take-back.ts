import { type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import { moveRequest } from './move-request.ts'
import { whoAsks } from './who-asks.ts'

/** The citizen no longer wants it. To somebody else the request does not exist. */
export async function takeBack(app: App, command: { address: string; id: string }): Promise<Outcome<RightsRequest>> {
  return app.store.transaction(async (tx) => {
    const who = await whoAsks(app, tx, command.address)
    if (!who.ok) return who
    const mine = (await tx.rights.ofOwner(who.value)).some(({ id }) => id === command.id)
    const request = mine ? await tx.rights.lock(command.id) : null
    return request ? moveRequest(app, tx, request, { action: 'take_back', role: 'citizen' }) : object('no_such_request')
  })
}
