import { IMPOSSIBLE_DAYS } from '../exchange/same-dose.ts'
import { daysBetween, type IsoDate } from '../person/calendar-date.ts'
import type { RecordedDose } from './platform-record.ts'

/** `same_dose`: entered in two places; `too_close`: nobody gets two doses within 14 days (features B05, G13). */
export type DoseDoubt = 'same_dose' | 'too_close'

export interface UnionDose {
  dose: RecordedDose
  /** Against the dose before it; null for the first and for one without a readable day. */
  doubt: DoseDoubt | null
}

/** The doses of several records as one timeline; those without a readable day stand last. */
export function doseUnion(doses: readonly RecordedDose[]): UnionDose[] {
  const sorted = [...doses].sort((a, b) => (a.givenOn ?? '9999').localeCompare(b.givenOn ?? '9999'))
  return sorted.map((dose, at) => ({ dose, doubt: doubtOf(sorted[at - 1], dose) }))
}

function doubtOf(before: RecordedDose | undefined, dose: RecordedDose): DoseDoubt | null {
  if (!before?.givenOn || !dose.givenOn) return null
  const days = daysBetween(before.givenOn as IsoDate, dose.givenOn as IsoDate)
  if (days === 0) return 'same_dose'
  return days < IMPOSSIBLE_DAYS ? 'too_close' : null
}
