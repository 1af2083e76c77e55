import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import { isHeldByAnother, type OnThread, reachRequest } from './reach-request.ts'

/** Claims the talk; `over` takes it from a colleague, and both are written down (features E04). */
export async function takeThread(app: App, command: OnThread & { over: boolean }): Promise<Outcome<null>> {
  const { officer, over } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'lock')
    if (!reached.ok) return reached
    const request = reached.value
    const held = isHeldByAnother(request, officer)
    if (held && !over) return object('held_by_colleague')
    const moved = act(HELP_LIFECYCLE, request.state, 'take', officer.role)
    if (!moved.ok) return moved
    await tx.helpRequests.save({ ...request, state: moved.value, takenBy: officer.staffId })
    await tx.audit.write({
      staffId: officer.staffId,
      action: held ? 'take_over_thread' : 'take_thread',
      subjectKind: 'help_request',
      subjectId: request.id,
      ...(held ? { detail: { from: request.takenBy } } : {}),
    })
    return done(null)
  })
}
