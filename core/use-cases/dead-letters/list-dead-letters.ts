import { done, type Outcome, object } from '../../domain/objection.ts'
import { may, scopeOf } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { DeadLetter } from '../../ports/dead-letters.ts'
import type { Officer } from '../../ports/staff.ts'

const SHOWN = 200

/** The newest dead letters, and how many there are in all. */
export async function listDeadLetters(
  app: App,
  { officer }: { officer: Pick<Officer, 'role' | 'unitId'> },
): Promise<Outcome<{ letters: DeadLetter[]; total: number }>> {
  if (!may(officer, 'see_dead_letters')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = scopeOf(officer, await tx.units.all())
    return done({ letters: await tx.deadLetters.list(scope, SHOWN), total: await tx.deadLetters.count() })
  })
}
