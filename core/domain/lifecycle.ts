import { done, type Outcome, object } from './objection.ts'
import type { Role } from './role.ts'

/** One rule: where an action leads, who may take it and which letter says so. */
export interface Step<State extends string> {
  to: State
  by: readonly Role[]
  source: string
}

/** State × action → step. A pair that is missing is not allowed: there is no other list of rules. */
export type Lifecycle<State extends string, Action extends string> = {
  readonly [S in State]: { readonly [A in Action]?: Step<State> }
}

/** The only mover: answers the next state, or objects. It saves nothing. */
export function act<S extends string, A extends string>(
  table: Lifecycle<S, A>,
  state: S,
  action: A,
  role: Role,
): Outcome<S> {
  const step = table[state][action]
  if (!step) return object('not_possible_now', { action, state })
  if (!step.by.includes(role)) return object('not_your_role', { action })
  return done(step.to)
}

/** The actions a role may take now, in the order of the table: what buttons and chat choices are made of. */
export function actionsFor<S extends string, A extends string>(table: Lifecycle<S, A>, state: S, role: Role): A[] {
  const steps = Object.entries(table[state]) as [A, Step<S>][]
  return steps.filter(([, step]) => step.by.includes(role)).map(([action]) => action)
}
