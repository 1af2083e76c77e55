import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Tx } from '../../ports/store.ts'

/** `key` names who or what is counted, as `<act>|<kind>|<who>`; one table row each. */
export interface Budget {
  key: string
  max: number
  windowMs: number
}

const MINUTE = 60_000

/**
 * Takes a turn of each budget, or objects with the minutes to wait (features L07). It stops at the first that is used up:
 * whoever may not go on uses up nothing of the budgets behind it, which belong to others too.
 */
export async function takeTurns(
  tx: Pick<Tx, 'limits'>,
  budgets: readonly Budget[],
  code: 'too_often' | 'too_many_codes' = 'too_often',
): Promise<Outcome<null>> {
  for (const { key, max, windowMs } of budgets) {
    const { ok, waitMs } = await tx.limits.turn(key, max, windowMs)
    if (!ok) return object(code, { minutes: Math.max(1, Math.ceil(waitMs / MINUTE)) })
  }
  return done(null)
}
