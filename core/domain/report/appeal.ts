const DAY = 86_400_000

/** How long after a refusal a citizen may ask for a second opinion (features D05). */
const APPEAL_DAYS = 30

interface Step {
  action: string
  at: Date
}

/** Why a refused report cannot be appealed now, or null: once in each round, within 30 days (features D05). */
export function appealObjection(events: readonly Step[], now: Date): 'not_possible_now' | 'appeal_too_late' | null {
  const isAppealed = events.findLast(({ action }) => action === 'appeal' || action === 'resend')?.action === 'appeal'
  if (isAppealed) return 'not_possible_now'
  const refusedAt = events.findLast(({ action }) => action === 'refuse')?.at
  return refusedAt && now.getTime() - refusedAt.getTime() > APPEAL_DAYS * DAY ? 'appeal_too_late' : null
}
