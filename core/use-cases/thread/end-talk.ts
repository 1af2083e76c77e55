import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import type { App } from '../../ports/app.ts'

/** The citizen needs the human no longer; where nobody was asked there is nothing to end. */
export async function endTalk(app: App, { address }: { address: string }): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const open = await tx.helpRequests.openFor(address)
    const request = open ? await tx.helpRequests.lock(open.id) : null
    if (!request) return done(null)
    const moved = act(HELP_LIFECYCLE, request.state, 'end', 'citizen')
    if (!moved.ok) return moved
    await tx.helpRequests.save({ ...request, state: moved.value, endedAt: app.now() })
    return done(null)
  })
}
