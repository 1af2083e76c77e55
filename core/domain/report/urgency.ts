/** Reasons that open the urgent lane (features B12); the criteria stand published on the page that asks. */
export const URGENT_REASONS = ['flight', 'job', 'school'] as const

export type UrgentReason = (typeof URGENT_REASONS)[number]

/** Why it hurries and until when, YYYY-MM-DD; the proof is a photo among the report's papers. */
export interface Urgency {
  reason: UrgentReason
  neededOn: string
}

/** `full`: a tenth of the unit's open reports was urgent already; `refused`: the proof does not show it. */
export type UrgentLane = 'urgent' | 'full' | 'refused'

/** The day lies so far ahead at most: later than that, the 48 hours are enough for everybody. */
export const URGENT_DAYS = 30

/** Of a unit's open reports so many may be urgent; the first one always may. */
const LANE_SHARE = 0.1

export function laneFor({ open, urgent }: { open: number; urgent: number }): 'urgent' | 'full' {
  return urgent < Math.max(1, Math.floor(open * LANE_SHARE)) ? 'urgent' : 'full'
}

/** Days YYYY-MM-DD; both ends belong to it. */
export function isUrgentDay(neededOn: string, today: string): boolean {
  const days = (Date.parse(neededOn) - Date.parse(today)) / 86_400_000
  return days >= 0 && days <= URGENT_DAYS
}
