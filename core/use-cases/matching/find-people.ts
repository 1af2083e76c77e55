import { decideAuto } from '../../domain/matching/decide-auto.ts'
import { type MatchText, readMatchFacts } from '../../domain/matching/match-facts.ts'
import { indexRecords, rankCandidates } from '../../domain/matching/match-index.ts'
import { MATCH_WEIGHTS } from '../../domain/matching/match-weights.ts'
import type { App } from '../../ports/app.ts'

export interface FindQuery {
  queryId: string
  text: MatchText
}

export interface FindAnswer {
  queryId: string
  /** Record ids of the Platform, best first, at most 20. */
  ranked: string[]
  /** The one the system would link with nobody looking, or null. */
  auto: string | null
}

const SHOWN = 20

/** Ranks the installation's records for each query (domain 7.3; features A11). Holds all records in memory: a station or a district. */
export async function findPeople(app: App, queries: FindQuery[]): Promise<FindAnswer[]> {
  const texts = await app.store.transaction((tx) => tx.records.allForMatching())
  const index = indexRecords(texts.map(({ recordId, text }) => ({ recordId, facts: readMatchFacts(text) })))
  return queries.map(({ queryId, text }) => {
    const ranked = rankCandidates(readMatchFacts(text), index, MATCH_WEIGHTS)
    return { queryId, ranked: ranked.slice(0, SHOWN).map((candidate) => candidate.recordId), auto: decideAuto(ranked) }
  })
}
