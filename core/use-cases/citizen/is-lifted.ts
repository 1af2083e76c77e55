import { LIFT_DAYS } from '../../domain/citizen/assurance.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

const DAY = 86_400_000

/** Level 2 for 12 months after a police match or a paper seen at the counter (features A06); both are always asked (A05). */
export async function isLifted(app: App, tx: Tx, personId: string): Promise<boolean> {
  const since = new Date(app.now().getTime() - LIFT_DAYS * DAY)
  const matched = await tx.citizens.policeMatchedSince(personId, since)
  const seen = await tx.cardsSeen.lastSeen(personId, since)
  return matched || seen !== null
}
