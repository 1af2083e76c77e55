import { blockKeys, lookupKeys } from './block-keys.ts'
import type { MatchFacts } from './match-facts.ts'
import { type Frequencies, type MatchWeights, type PairScore, scorePair } from './score-pair.ts'

export type MatchRecord = { recordId: string; facts: MatchFacts }
export type Candidate = MatchRecord & { score: PairScore }

/** Records held in memory for finding: good for a station or a district, as `so-tiem find` uses it. */
export type MatchIndex = {
  records: readonly MatchRecord[]
  byKey: ReadonlyMap<string, readonly number[]>
  frequencies: Frequencies
}

export function indexRecords(records: readonly MatchRecord[]): MatchIndex {
  const byKey = new Map<string, number[]>()
  records.forEach(({ facts }, index) => {
    for (const key of blockKeys(facts)) {
      const bearers = byKey.get(key)
      if (bearers === undefined) byKey.set(key, [index])
      else bearers.push(index)
    }
  })
  return { records, byKey, frequencies: countFrequencies(records) }
}

/**
 * Candidates that share a key with the claim, best first. When the best one is likely the person, those that share a
 * key with it are added: a second profile may agree with the first and not with the claim.
 */
export function rankCandidates(claim: MatchFacts, index: MatchIndex, weights: MatchWeights): Candidate[] {
  const found = findByKeys(lookupKeys(claim), index)
  const ranked = rankRecords(claim, recordsAt(found, index), index.frequencies, weights)
  const best = ranked[0]
  if (best === undefined || best.score.bits < LIKELY_BITS) return ranked
  const more = [...findByKeys(blockKeys(best.facts), index)].filter((at) => !found.has(at))
  if (more.length === 0) return ranked
  return [...ranked, ...rankRecords(claim, recordsAt(more, index), index.frequencies, weights)].sort(byScore)
}

/** From here on the best candidate is worth a second look-up by its own keys. */
export const LIKELY_BITS = 4

function findByKeys(keys: readonly string[], index: MatchIndex): Set<number> {
  return new Set(keys.flatMap((key) => index.byKey.get(key) ?? []))
}

function recordsAt(places: Iterable<number>, index: MatchIndex): MatchRecord[] {
  return [...places].flatMap((at) => index.records[at] ?? [])
}

/** Scores records however they were found; equal scores keep the order of their ids. */
export function rankRecords(
  claim: MatchFacts,
  records: readonly MatchRecord[],
  frequencies: Frequencies,
  weights: MatchWeights,
): Candidate[] {
  return records
    .map((record) => ({ ...record, score: scorePair(claim, record.facts, weights, frequencies) }))
    .sort(byScore)
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score.bits - a.score.bits || (a.recordId < b.recordId ? -1 : 1)
}

function countFrequencies(records: readonly MatchRecord[]): Frequencies {
  const names = countBy(records, ({ facts }) => facts.plain)
  const births = countBy(records, ({ facts }) => facts.birth?.date ?? '')
  const phones = countBy(records, ({ facts }) => facts.phone ?? '')
  const communes = countBy(records, ({ facts }) => facts.commune)
  const share = (counts: ReadonlyMap<string, number>, value: string) =>
    Math.max(1, counts.get(value) ?? 0) / records.length
  return {
    population: Math.max(2, records.length),
    ofName: (plain) => share(names, plain),
    ofBirth: (date) => share(births, date),
    ofPhone: (phone) => share(phones, phone),
    ofCommune: (commune) => share(communes, commune),
  }
}

function countBy(records: readonly MatchRecord[], valueIn: (record: MatchRecord) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const record of records) {
    const value = valueIn(record)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
