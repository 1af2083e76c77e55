import type { Report } from './report.ts'
import { branchOf } from './report-type.ts'

/** From this refusal of one field on, somebody else looks (features B08). */
export const REFUSALS_OF_ONE_FIELD = 3

export interface Refusal {
  /** What the refused report was about, from `subjectsOf`. */
  subjects: readonly string[]
  staffId: string
}

/** What a report is about: its fields, and each kind of dose problem. */
export function subjectsOf({ changes, types }: Pick<Report, 'changes' | 'types'>): string[] {
  return [...changes.map(({ field }) => field), ...types.filter((type) => branchOf(type) === 'dose')]
}

/** Whoever refused a subject of this report that was refused three times: they do not judge it again. */
export function refusersOf(subjects: readonly string[], refusals: readonly Refusal[]): string[] {
  const tired = subjects.flatMap((subject) => {
    const about = refusals.filter((refusal) => refusal.subjects.includes(subject))
    return about.length >= REFUSALS_OF_ONE_FIELD ? about.map(({ staffId }) => staffId) : []
  })
  return [...new Set(tired)]
}
