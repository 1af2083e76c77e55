import { type LineWord, printedLines } from './printed-lines.ts'
import type { PrintedPage } from './printed-page.ts'
import { labelledValues, type SlipLabel } from './slip-labels.ts'
import { dateIn, type KnownVaccine, lotIn, placeIn, type SeenValue, vaccineIn } from './slip-values.ts'

/** What a paper slip says about one dose (features C13). */
export const SLIP_FIELDS = ['givenOn', 'vaccine', 'lot', 'place'] as const

export type SlipField = (typeof SLIP_FIELDS)[number]

/** A value that may be on the paper: an officer looks and accepts it, or does not. `confidence` from 0 to 1. */
export interface SlipProposal extends SeenValue {
  field: SlipField
  /** 1, 2, 3 … when the paper says which dose; null when it does not. */
  doseNumber: number | null
}

/** Proposals from a paper's words, at most one for each dose and field: a labelled value before one that only has the shape. */
export function slipFacts(page: Pick<PrintedPage, 'words'>, vaccines: readonly KnownVaccine[]): SlipProposal[] {
  const found = new Map<string, SlipProposal>()
  let doseNumber: number | null = null
  for (const line of printedLines(page.words)) {
    const values = labelledValues(line)
    const isHeading = values.length > 1 && values.every(({ words }) => words.every(({ plain }) => !/\d/.test(plain)))
    if (isHeading) continue
    for (const { label, words } of values) {
      if (label === 'dose') doseNumber = doseNumberIn(words) ?? doseNumber
      note(found, doseNumber, label, words, vaccines)
    }
    const row = values.every(({ label }) => label === 'dose' || label === 'vaccine') ? rowOf(line, vaccines) : null
    if (!row) continue
    doseNumber = row.doseNumber ?? (doseNumber ?? 0) + 1
    for (const [field, value] of row.values) keep(found, doseNumber, field, value)
  }
  return [...found.values()]
}

function note(
  found: Map<string, SlipProposal>,
  doseNumber: number | null,
  label: SlipLabel,
  words: readonly LineWord[],
  vaccines: readonly KnownVaccine[],
): void {
  if (label === 'givenOn') keep(found, doseNumber, label, dateIn(words))
  if (label === 'lot') keep(found, doseNumber, label, lotIn(words))
  if (label === 'place') keep(found, doseNumber, label, placeIn(words))
  if (label === 'vaccine') keep(found, doseNumber, label, vaccineIn(words, vaccines))
}

function keep(
  found: Map<string, SlipProposal>,
  doseNumber: number | null,
  field: SlipField,
  seen: SeenValue | null,
): void {
  const key = `${doseNumber}|${field}`
  if (seen && !found.has(key)) found.set(key, { field, doseNumber, ...seen })
}

/** A row of a table tells its values by their shape: a date together with a vaccine or a batch number. */
function rowOf(words: readonly LineWord[], vaccines: readonly KnownVaccine[]) {
  const givenOn = dateIn(words)
  const vaccine = vaccineIn(words, vaccines)
  const lot = lotIn(words)
  if (!givenOn || !(vaccine || lot)) return null
  const values: [SlipField, SeenValue | null][] = [
    ['givenOn', givenOn],
    ['vaccine', vaccine],
    ['lot', lot],
    ['place', placeAfter(words, lot ?? vaccine)],
  ]
  return { doseNumber: doseNumberIn(words.slice(0, 2)), values }
}

function placeAfter(words: readonly LineWord[], last: SeenValue | null): SeenValue | null {
  const at = words.findIndex(({ text }) => last && text.includes(last.value.slice(-4)))
  return at < 0 ? null : placeIn(words.slice(at + 1))
}

function doseNumberIn(words: readonly LineWord[]): number | null {
  const digit = words.map(({ plain }) => /^[1-5]$/.exec(plain)?.[0]).find(Boolean)
  return digit ? Number(digit) : null
}
