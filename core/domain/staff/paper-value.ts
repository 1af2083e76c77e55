import type { SlipField } from '../papers/slip-facts.ts'
import { type DoseClaim, NO_CLAIM, type Report } from '../report/report.ts'
import { branchOf } from '../report/report-type.ts'
import { mayBeMended } from './desk-actions.ts'

/** A dose paper speaks about doses: the part of a report that is about identity takes nothing from it. */
export function takesPaperValues(report: Pick<Report, 'state' | 'types'>): boolean {
  return mayBeMended(report) && report.types.some((type) => branchOf(type) === 'dose')
}

/** The claim a paper's value belongs to: the dose it names, else the only claim; null when an officer must say, `new` when there is none. */
export function claimOfPaper(doses: readonly DoseClaim[], doseNumber: number | null): number | 'new' | null {
  const named = doses.findIndex(({ number }) => number !== null && number === doseNumber)
  if (named >= 0) return named
  if (doses.length === 0) return 'new'
  const only = doses[0]
  const mayBe = only?.number === null || doseNumber === null
  if (doses.length === 1 && mayBe) return 0
  return doseNumber === null ? null : 'new'
}

/** The claims with one value as it stands on the paper. */
export function withPaperValue(
  doses: readonly DoseClaim[],
  claim: number | 'new',
  { field, value, doseNumber }: { field: SlipField; value: string; doseNumber: number | null },
): DoseClaim[] {
  if (claim === 'new') return [...doses, { ...NO_CLAIM, number: doseNumber, [field]: value }]
  return doses.map((dose, index) =>
    index === claim ? { ...dose, number: dose.number ?? doseNumber, [field]: value } : dose,
  )
}
