/** Features C12: photos go 7 days after the police result or 30 days after the report ended; unsent ones after 7 days. */
export const DAYS_AFTER_POLICE = 7
export const DAYS_AFTER_END = 30
export const DAYS_UNSENT = 7

const DAY = 86_400_000

export interface RetentionLimits {
  policeBefore: Date
  endedBefore: Date
  unsentBefore: Date
}

export function retentionLimits(now: Date): RetentionLimits {
  const before = (days: number) => new Date(now.getTime() - days * DAY)
  return {
    policeBefore: before(DAYS_AFTER_POLICE),
    endedBefore: before(DAYS_AFTER_END),
    unsentBefore: before(DAYS_UNSENT),
  }
}
