import { foldName, readFullName } from '../person/full-name.ts'
import { isCompleteName } from '../person/name-completeness.ts'
import type { Report } from '../report/report.ts'

/** Who a citizen says they are: name as typed, birth date YYYY-MM-DD. */
export type Claimant = Report['claimant']

/** The same person, with or without the marks of the name. */
export function isSameClaimant(a: Claimant, b: Claimant): boolean {
  return isSameName(a.fullName, b.fullName) && a.birthDate === b.birthDate && a.sex === b.sex
}

/** Whole, with its marks; a foreign passport spells names its own way, and `Lee` or `Soo` in it has lost nothing. */
export function isWholeName(text: string, { passportCountry }: Pick<Claimant, 'passportCountry'>): boolean {
  const name = readFullName(text)
  return name !== null && (passportCountry !== null || isCompleteName(name))
}

export function isSameName(one: string, other: string): boolean {
  const [a, b] = [readFullName(one), readFullName(other)]
  return one === other || (a !== null && b !== null && foldName(a) === foldName(b))
}
