import { expect, test } from 'vitest'
import { decideAuto } from '../../../core/domain/matching/decide-auto.ts'
import { indexRecords, rankCandidates } from '../../../core/domain/matching/match-index.ts'
import { MATCH_WEIGHTS } from '../../../core/domain/matching/match-weights.ts'
import { readMatchingData } from '../../support/matching-data.ts'
import { sharedData } from '../../support/shared-data.ts'

const data = readMatchingData(sharedData('matching/sample'))
const index = indexRecords(data.records)
const answers = data.queries.map(({ queryId, facts }) => {
  const ranked = rankCandidates(facts, index, MATCH_WEIGHTS)
  const truth = data.truth.get(queryId)!
  return {
    truth,
    first: ranked[0]?.recordId,
    top5: ranked.slice(0, 5).map((one) => one.recordId),
    auto: decideAuto(ranked),
  }
})
const present = answers.filter(({ truth }) => truth.recordIds.length > 0)
const share = (count: number, of: number) => count / of

test('A11 the right record stands first for at least 99.2 % of the sample, with all its profiles among the first five', () => {
  const right = present.filter(({ truth, first }) => truth.recordIds.includes(first ?? ''))
  expect(share(right.length, present.length)).toBeGreaterThanOrEqual(0.992)
  const several = present.filter(({ truth }) => truth.recordIds.length > 1)
  const complete = several.filter(({ truth, top5 }) => truth.recordIds.every((id) => top5.includes(id)))
  expect(share(complete.length, several.length)).toBeGreaterThanOrEqual(0.993)
})

test('A11 at least 90 % are linked with no one looking, and none of them wrongly', () => {
  expect(answers.filter(({ auto, truth }) => auto !== null && !truth.recordIds.includes(auto))).toEqual([])
  expect(share(present.filter(({ auto }) => auto !== null).length, present.length)).toBeGreaterThanOrEqual(0.9)
})
