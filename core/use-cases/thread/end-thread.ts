import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import { isHeldByAnother, type OnThread, reachRequest } from './reach-request.ts'

/** The officer ends the talk: the bot answers again. */
export async function endThread(app: App, command: OnThread): Promise<Outcome<null>> {
  const { officer } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'lock')
    if (!reached.ok) return reached
    const request = reached.value
    if (isHeldByAnother(request, officer)) return object('held_by_colleague')
    const moved = act(HELP_LIFECYCLE, request.state, 'end', officer.role)
    if (!moved.ok) return moved
    await tx.helpRequests.save({ ...request, state: moved.value, endedAt: app.now() })
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'end_thread', subjectKind: 'help_request', subjectId: request.id })
    return done(null)
  })
}
