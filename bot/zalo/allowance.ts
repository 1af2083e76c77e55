import type { MeterReading } from '../../core/domain/zalo/meter.ts'

/** 3,000 a minute of the 4,000 that an app may ask; whatever else uses the app has the rest (channels 1.5, 5.3). */
const USUAL = 50
/** While less than a tenth of the minute is left: answers still go, and the minute is not used up. */
const SPARING = 5
const SCARCE = 0.1

export interface Allowance {
  /** Messages per second that the account should not exceed now. */
  perSecond(): number
  /** Hears what each answer of Zalo tells. */
  note(readings: readonly MeterReading[]): void
}

/** Zalo counts calls by the minute and says with each answer how many are left. */
export function watchAllowance(now: () => Date): Allowance {
  let sparingUntil = 0
  return {
    perSecond: () => (now().getTime() < sparingUntil ? SPARING : USUAL),
    note: (readings) => {
      const calls = readings.find(({ meter }) => meter === 'calls_minute')
      if (!calls || calls.total === null) return
      const nextMinute = now().getTime() - (now().getTime() % 60_000) + 60_000
      sparingUntil = calls.remain < calls.total * SCARCE ? nextMinute : 0
    },
  }
}
