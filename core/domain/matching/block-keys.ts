import { swapDayAndMonth } from '../person/birth-date.ts'
import type { MatchFacts } from './match-facts.ts'

/**
 * Keys of one record; a record and a claim are compared only if they share one. Each key is an indexed equality:
 * `n:` last six digits · `b:` birth date and first or last word · `p:` phone · `y:` name and year ·
 * `d:` name, day and month · `m:` first and last word, month and year · `c:` name and commune.
 */
export function blockKeys(record: MatchFacts): string[] {
  const keys = [record.repairedNumber, record.oldNumber].flatMap(numberKeys)
  if (record.phone !== null) keys.push(`p:${record.phone.slice(3)}`)
  if (record.plain === '') return [...new Set(keys)]
  if (record.commune !== '') keys.push(`c:${record.plain}|${record.commune}`)
  if (record.birth !== null) keys.push(...birthKeys(record, record.birth.date))
  return [...new Set(keys)]
}

/** Keys to look a claim up by: its own, and those its record would have with day and month exchanged or unknown. */
export function lookupKeys(claim: MatchFacts): string[] {
  const keys = blockKeys(claim)
  if (claim.birth === null || claim.plain === '') return keys
  const swapped = swapDayAndMonth(claim.birth.date)
  if (swapped !== null) keys.push(...birthKeys(claim, swapped))
  keys.push(`b:${claim.birth.date.slice(0, 4)}-01-01|${claim.folded.at(-1)}`)
  return [...new Set(keys)]
}

function numberKeys(number: string): string[] {
  return number.length >= 8 ? [`n:${number.slice(-6)}`] : []
}

function birthKeys(facts: MatchFacts, date: string): string[] {
  return [
    `b:${date}|${facts.folded[0]}`,
    `b:${date}|${facts.folded.at(-1)}`,
    `y:${facts.plain}|${date.slice(0, 4)}`,
    `d:${facts.plain}|${date.slice(5)}`,
    `m:${facts.folded[0]}|${facts.folded.at(-1)}|${date.slice(0, 7)}`,
  ]
}
