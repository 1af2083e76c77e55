const DAY = 86_400_000

/** How long after a refusal a citizen may ask for a second opinion (features D05). */
const APPEAL_DAYS = 30

/** Another person of the unit first, then the district. */
const MOST_APPEALS = 2

interface Step {
  action: string
  at: Date
}

/** Why a refused report cannot be appealed now, or null: twice in each round, within 30 days of the refusal (features D05). */
export function appealObjection(events: readonly Step[], now: Date): 'not_possible_now' | 'appeal_too_late' | null {
  if (appealsIn(events) >= MOST_APPEALS) return 'not_possible_now'
  const refusedAt = events.findLast(({ action }) => action === 'refuse')?.at
  return refusedAt && now.getTime() - refusedAt.getTime() > APPEAL_DAYS * DAY ? 'appeal_too_late' : null
}

/** Appeals of the present round: 1 is looked at by another person, 2 by the district; both are answered in writing. */
export function appealsIn(events: readonly Pick<Step, 'action'>[]): number {
  const began = events.findLastIndex(({ action }) => ['record', 'resend', 'not_seen'].includes(action))
  return events.slice(began + 1).filter(({ action }) => action === 'appeal').length
}
