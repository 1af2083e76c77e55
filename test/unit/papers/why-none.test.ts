import { expect, test } from 'vitest'
import { WHO_ACTS, WHY_NONE, whyNone } from '../../../core/domain/passport/why-none.ts'
import { BLOCKING_REASONS, blockingReason } from '../../../core/domain/signing/blocking-reason.ts'

const NATIONS = ['VN', 'KR'] as const
const NUMBERS = [
  { idNumber: null, idText: '' },
  { idNumber: null, idText: '12345' },
  { idNumber: '079202000001', idText: '079202000001' },
] as const
const RESULTS = [null, 'right', 'wrong', 'not_verifiable'] as const
const CASES = [null, 'with_police'] as const
const REPORTS = [[], ['in_review'], ['platform_updated']] as const
const BIRTHS = ['1990-05-17', null] as const
const DOSES = [
  [],
  [{ number: 1, givenOn: '2021-08-01', vaccine: 'AstraZeneca', isListed: true }],
  [{ number: null, givenOn: '2021-08-01', vaccine: 'AstraZeneca', isListed: true }],
  [{ number: 1, givenOn: '2021-08-01', vaccine: 'Nanocovax', isListed: false }],
] as const
const YES_NO = [true, false] as const

test('H12 a population of every kind: each unsigned person has exactly one of nine reasons, and all nine occur', () => {
  const told = new Map<string, number>()
  let people = 0
  for (const nationality of NATIONS)
    for (const number of NUMBERS)
      for (const matchResult of RESULTS)
        for (const openCase of CASES)
          for (const openReports of REPORTS)
            for (const birthDate of BIRTHS)
              for (const doses of DOSES)
                for (const frozenDose of YES_NO)
                  for (const twoRecords of YES_NO) {
                    const record = { nationality, ...number, birthDate, matchResult }
                    const passportObjection = null
                    const facts = { record, openCase, openReports, frozenDose, twoRecords, doses, passportObjection }
                    const why = whyNone(blockingReason(facts))
                    told.set(why, (told.get(why) ?? 0) + 1)
                    people += 1
                  }
  expect(people).toBe(2 * 3 * 4 * 2 * 3 * 2 * 4 * 2 * 2)
  expect([...told.values()].reduce((sum, count) => sum + count)).toBe(people)
  expect([...told.keys()].sort()).toEqual([...WHY_NONE].sort())
  expect(WHY_NONE).toHaveLength(9)
})

test('H12 every reason of the desk is told as one of the nine, with somebody who acts next', () => {
  for (const blocked of [...BLOCKING_REASONS, null]) expect(WHY_NONE).toContain(whyNone(blocked))
  for (const why of WHY_NONE) expect(WHO_ACTS[why]).toMatch(/^(station|police|facility|ministry)$/)
})
