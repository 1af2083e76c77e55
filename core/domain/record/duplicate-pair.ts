import { blockKeys } from '../matching/block-keys.ts'
import { isSamePerson } from '../matching/decide-auto.ts'
import type { MatchFacts } from '../matching/match-facts.ts'
import { indexRecords, type MatchRecord, rankRecords } from '../matching/match-index.ts'
import { MATCH_WEIGHTS } from '../matching/match-weights.ts'
import type { Levels } from '../matching/score-pair.ts'

export type EvidenceField = keyof Levels

/** One line of the explanation: how a field agrees, and how many bits that speaks for one person. */
export interface PairEvidence {
  field: EvidenceField
  level: string
  bits: number
}

export interface FoundPair {
  firstId: string
  secondId: string
  bits: number
  parts: PairEvidence[]
}

/** Below even chances nobody needs to look. */
export const FEWEST_BITS = 4
/** A key that more records share says nothing: everybody named so, born on that day. */
const MOST_BEARERS = 60

/**
 * Pairs of records that may be one person, best first (features E08): each record is compared with those that share a key.
 * Where the names or birth dates tell two people apart and no number says otherwise, there is no pair: twins, father and son.
 */
export function findDuplicates(records: readonly MatchRecord[]): FoundPair[] {
  const index = indexRecords(records)
  const found: FoundPair[] = []
  records.forEach((record, at) => {
    const near = new Set<number>()
    for (const key of blockKeys(record.facts)) {
      const bearers = index.byKey.get(key) ?? []
      if (bearers.length <= MOST_BEARERS) for (const other of bearers) if (other > at) near.add(other)
    }
    const others = [...near].flatMap((other) => records[other] ?? [])
    for (const { recordId, facts, score } of rankRecords(record.facts, others, index.frequencies, MATCH_WEIGHTS)) {
      if (score.bits < FEWEST_BITS || !mayBeOne(record.facts, facts, score.levels)) continue
      found.push({ ...inOrder(record.recordId, recordId), bits: score.bits, parts: evidenceOf(score) })
    }
  })
  return found.sort((a, b) => b.bits - a.bits || a.firstId.localeCompare(b.firstId))
}

const mayBeOne = (a: MatchFacts, b: MatchFacts, levels: Levels): boolean =>
  isSamePerson(a, b) || (levels.number === 'same' && levels.name !== 'different')

const inOrder = (a: string, b: string) => (a < b ? { firstId: a, secondId: b } : { firstId: b, secondId: a })

function evidenceOf({ levels, parts }: { levels: Levels; parts: Readonly<Record<EvidenceField, number>> }) {
  const fields = Object.keys(levels) as EvidenceField[]
  return fields.map((field) => ({ field, level: levels[field], bits: Math.round(parts[field] * 10) / 10 }))
}
