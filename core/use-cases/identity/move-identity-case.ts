import { IDENTITY_CASE_LIFECYCLE, type IdentityCaseAction } from '../../domain/identity-case/identity-case-lifecycle.ts'
import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { IdentityCase } from '../../ports/identity-cases.ts'
import type { Tx } from '../../ports/store.ts'

export interface CaseMove {
  action: IdentityCaseAction
  actor: Actor
  change?: Partial<Pick<IdentityCase, 'proposed' | 'rounds' | 'class'>>
  /** Codes, counts and field names; no value of a person. */
  detail?: Record<string, unknown>
}

/** The only way an identity case moves: rule, state and history in the caller's transaction. */
export async function moveIdentityCase(
  app: App,
  tx: Tx,
  identityCase: IdentityCase,
  move: CaseMove,
): Promise<Outcome<IdentityCase>> {
  const next = act(IDENTITY_CASE_LIFECYCLE, identityCase.state, move.action, move.actor.role)
  if (!next.ok) return next
  const moved: IdentityCase = { ...identityCase, ...move.change, state: next.value, updatedAt: app.now() }
  if (!(await tx.identityCases.save(moved))) return object('changed_meanwhile')
  await tx.history.append({
    subject: 'identity_case',
    subjectId: identityCase.id,
    action: move.action,
    from: identityCase.state,
    to: next.value,
    actor: move.actor,
    detail: move.detail ?? {},
    at: app.now(),
  })
  return done({ ...moved, version: moved.version + 1 })
}
