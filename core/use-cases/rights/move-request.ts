import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { RIGHTS_LIFECYCLE, type RightsAction } from '../../domain/rights/rights-lifecycle.ts'
import type { Role } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'

export interface RequestStep {
  action: RightsAction
  role: Role
  staffId?: string
  change?: Partial<RightsRequest>
}

/** One step of a request, saved and written into the audit. */
export async function moveRequest(
  app: App,
  tx: Tx,
  request: RightsRequest,
  { action, role, staffId, change = {} }: RequestStep,
): Promise<Outcome<RightsRequest>> {
  const to = act(RIGHTS_LIFECYCLE, request.state, action, role)
  if (!to.ok) return to
  const settles = to.value !== 'received' && to.value !== 'explained'
  const next: RightsRequest = {
    ...request,
    ...change,
    state: to.value,
    settledAt: settles ? app.now() : null,
    settledBy: settles ? (staffId ?? null) : null,
  }
  if (!(await tx.rights.save(next))) return object('changed_meanwhile')
  await tx.audit.write({
    staffId: staffId ?? null,
    action: `rights_${action}`,
    subjectKind: 'rights_request',
    subjectId: request.id,
    detail: { kind: request.kind, from: request.state, to: to.value },
  })
  return done({ ...next, version: next.version + 1 })
}
