import { keptSince } from '../rights/retention.ts'

export interface RetentionLimits {
  policeBefore: Date
  endedBefore: Date
  unsentBefore: Date
}

/** Features C12: photos go 7 days after the police result or 30 days after the report ended; unsent ones after 7 days. */
export function retentionLimits(now: Date): RetentionLimits {
  return {
    policeBefore: keptSince('photos_after_police', now),
    endedBefore: keptSince('photos_after_end', now),
    unsentBefore: keptSince('photos_unsent', now),
  }
}
