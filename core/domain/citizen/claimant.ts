import { foldName, readFullName } from '../person/full-name.ts'
import type { Report } from '../report/report.ts'

/** Who a citizen says they are: name as typed, birth date YYYY-MM-DD. */
export type Claimant = Report['claimant']

/** The same person, with or without the marks of the name. */
export function isSameClaimant(a: Claimant, b: Claimant): boolean {
  return isSameName(a.fullName, b.fullName) && a.birthDate === b.birthDate && a.sex === b.sex
}

export function isSameName(one: string, other: string): boolean {
  const [a, b] = [readFullName(one), readFullName(other)]
  return one === other || (a !== null && b !== null && foldName(a) === foldName(b))
}
