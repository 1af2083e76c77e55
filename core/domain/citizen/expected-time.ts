/** How long decided reports took; hours are null where there are none. */
export interface Elapsed {
  cases: number
  medianHours: number | null
  p80Hours: number | null
}

/** What somebody may expect (features D10): of reports of the same type, or, with too few of them, of the same branch. */
export interface ExpectedTime {
  basis: 'type' | 'branch'
  cases: number
  medianHours: number
  p80Hours: number
}

/** The unit a report will go to, and what may be expected there; `time` null: too few cases to say. */
export interface Expectation {
  unit: string
  time: ExpectedTime | null
}

/** Fewer say nothing about four out of five. */
const ENOUGH_CASES = 20

export const EXPECTED_FROM_DAYS = 30

/** Null: too few cases, so that only the legal time is promised. */
export function expectedTime({ type, branch }: { type: Elapsed; branch: Elapsed }): ExpectedTime | null {
  return enough('type', type) ?? enough('branch', branch)
}

function enough(basis: ExpectedTime['basis'], { cases, medianHours, p80Hours }: Elapsed): ExpectedTime | null {
  if (cases < ENOUGH_CASES || medianHours === null || p80Hours === null) return null
  return { basis, cases, medianHours, p80Hours }
}

/** Whole days and hours, rounded up: what is shown is never shorter than what was measured. */
export function daysAndHours(hours: number): { days: number; hours: number } {
  const whole = Math.max(1, Math.ceil(hours))
  return { days: Math.floor(whole / 24), hours: whole % 24 }
}
