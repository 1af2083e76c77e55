/**
 * Trains the match weights on generated people and prints core/domain/matching/match-weights.ts.
 * Usage: node test/support/train-weights.ts FOLDER… (folders written by the matching generator)
 */
import { MATCH_WEIGHTS } from '../../core/domain/matching/match-weights.ts'
import { comparePair, type Levels, RARITY_LEVELS } from '../../core/domain/matching/score-pair.ts'
import { type MatchingData, readMatchingData } from './matching-data.ts'

/** Levels that generated people hold too seldom, or that chance pairs cannot teach. */
const BY_HAND: Readonly<Record<string, number>> = { 'number.neighbour': 6, 'number.nearby': 4, 'phone.one_digit': 1 }
const FEWEST_SEEN = 3

type Counts = { total: number; of: Map<string, number> }
const matches: Counts = { total: 0, of: new Map() }
const others: Counts = { total: 0, of: new Map() }

for (const folder of process.argv.slice(2)) countPairs(readMatchingData(folder))
process.stdout.write(writeTable())

function countPairs(data: MatchingData): void {
  const byId = new Map(data.records.map((record) => [record.recordId, record.facts]))
  let next = 1
  for (const { queryId, facts } of data.queries) {
    for (const id of data.truth.get(queryId)?.recordIds ?? []) {
      const record = byId.get(id)
      if (record !== undefined) count(matches, comparePair(facts, record))
    }
    for (let pair = 0; pair < 150; pair++) {
      next = (next * 48_271) % 2_147_483_647
      const record = data.records[next % data.records.length]
      if (record !== undefined) count(others, comparePair(facts, record.facts))
    }
  }
}

function count(counts: Counts, levels: Levels): void {
  counts.total++
  for (const [field, level] of Object.entries(levels)) {
    const key = `${field}.${level}`
    counts.of.set(key, (counts.of.get(key) ?? 0) + 1)
  }
}

function writeTable(): string {
  const fields = Object.entries(MATCH_WEIGHTS).map(([field, levels]) => {
    const rows = Object.keys(levels).map((level) => `    ${level}: ${weight(`${field}.${level}`)},`)
    return `  ${field}: {\n${rows.join('\n')}\n  },`
  })
  return `import type { MatchWeights } from './score-pair.ts'

/** Bits, trained by test/support/train-weights.ts on generated people; \`neighbour\`, \`nearby\` and phone \`one_digit\` by hand. */
export const MATCH_WEIGHTS: MatchWeights = {
${fields.join('\n')}
}
`
}

function weight(key: string): number {
  const byHand = BY_HAND[key]
  if (byHand !== undefined) return byHand
  const [seen, seenApart] = [matches.of.get(key) ?? 0, others.of.get(key) ?? 0]
  if (seen + seenApart < FEWEST_SEEN) return 0
  const m = (seen + 0.5) / (matches.total + 1)
  const u = (seenApart + 0.5) / (others.total + 1)
  return Math.round(Math.log2(RARITY_LEVELS.has(key) ? m : m / u) * 100) / 100
}
