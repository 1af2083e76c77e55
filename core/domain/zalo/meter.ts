/**
 * Allowances of the whole Official Account. What is left of one citizen's free replies (`reply`, `welcome_msg`) is none:
 * it says nothing about the next citizen (channels 1.3, 1.4, 1.7).
 */
export const METERS = ['sub_quota', 'purchase_quota', 'reward_quota', 'template_day', 'calls_minute'] as const

export type MeterName = (typeof METERS)[number]

export interface MeterReading {
  meter: MeterName
  remain: number
  /** Null where Zalo tells only what is left. */
  total: number | null
}

export interface Meter extends MeterReading {
  mostSeen: number
  seenAt: Date
}

const LOW = 0.1
const MINUTE = 60_000

/** Less than a tenth is left. The calls of a minute are forgotten with it. */
export function isLow({ meter, remain, total, mostSeen, seenAt }: Meter, now: Date): boolean {
  if (meter === 'calls_minute' && now.getTime() - seenAt.getTime() > MINUTE) return false
  return remain < LOW * (total ?? mostSeen)
}
