import { done, type Outcome, object } from '../../domain/objection.ts'
import { isInScope, may } from '../../policy.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

export interface OnThread {
  officer: Officer
  requestId: string
}

/** The request when this officer may talk with its citizen; outside their scope it does not exist. */
export async function reachRequest(
  tx: Tx,
  { officer, requestId }: OnThread,
  how: 'read' | 'lock',
): Promise<Outcome<HelpRequest>> {
  if (!may(officer, 'talk_to_citizens')) return object('not_your_role')
  const request = how === 'lock' ? await tx.helpRequests.lock(requestId) : await tx.helpRequests.get(requestId)
  if (!request || !isInScope(await scopeFor(tx, officer), request.unitId)) return object('no_such_thread')
  return done(request)
}

/** Two officers never answer one person at once: whoever holds the talk answers (features E04). */
export function isHeldByAnother({ takenBy, state }: HelpRequest, officer: Officer): boolean {
  return state === 'talking' && takenBy !== null && takenBy !== officer.staffId
}
