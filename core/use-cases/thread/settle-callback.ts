import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { HELP_LIFECYCLE, type HelpAction } from '../../domain/thread/help-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import { type OnThread, reachRequest } from './reach-request.ts'

/** What came of a call. */
export const CALL_OUTCOMES = ['answered', 'not_reached', 'wrong_number'] as const

export type CallOutcome = (typeof CALL_OUTCOMES)[number]

const ACTION_OF: Record<CallOutcome, HelpAction> = { answered: 'call', not_reached: 'not_reached', wrong_number: 'end' }

/** Notes a call; one that nobody answered stays on the list. */
export async function settleCallback(app: App, command: OnThread & { outcome: CallOutcome }): Promise<Outcome<null>> {
  const { officer, outcome } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'lock')
    if (!reached.ok) return reached
    const request = reached.value
    const moved = act(HELP_LIFECYCLE, request.state, ACTION_OF[outcome], officer.role)
    if (!moved.ok) return moved
    const endedAt = moved.value === 'callback' ? null : app.now()
    const callTries = request.callTries + (outcome === 'not_reached' ? 1 : 0)
    await tx.helpRequests.save({ ...request, state: moved.value, takenBy: officer.staffId, callTries, endedAt })
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'call_citizen',
      subjectKind: 'help_request',
      subjectId: request.id,
      detail: { outcome },
    })
    return done(null)
  })
}
