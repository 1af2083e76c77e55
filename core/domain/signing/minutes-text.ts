import { canonicalJson } from '../exchange/canonical-json.ts'
import type { DoseStatement } from './dose-statement.ts'

/** One person on the minutes, with the hash of what is stated about them. */
export interface MinutesLine {
  statement: DoseStatement
  sha256: string
}

/** The text of minutes from the moment they are drawn up: whoever signs the paper signs this (features H11). */
export function freezeMinutes(minutes: {
  number: string
  unit: string
  drawnOn: string
  parties: string
  lines: readonly MinutesLine[]
}): string {
  const { number, unit, drawnOn, parties } = minutes
  const people = minutes.lines.map(({ statement, sha256 }) => ({ recordId: statement.recordId, sha256 }))
  return canonicalJson({ number, unit, drawnOn, parties, people })
}

/** What the paper states about each person: the hash of the statement, by the person's code on the Platform. */
export function statedOn(canonical: string): Map<string, string> {
  const { people } = JSON.parse(canonical) as { people: { recordId: string; sha256: string }[] }
  return new Map(people.map(({ recordId, sha256 }) => [recordId, sha256]))
}

export function dosesOn(lines: readonly MinutesLine[]): number {
  return lines.reduce((sum, { statement }) => sum + statement.doses.length, 0)
}
