import { expect, test } from 'vitest'
import { type BatchGroup, findBatches, TIMES_ITS_SITE, wrongIn } from '../../../core/domain/batch/find-batches.ts'
import { proposeFix } from '../../../core/domain/batch/propose-fix.ts'
import { chanceOf } from '../../support/chance.ts'

/** 50 places, 20 days, 2 accounts: 2,000 groups of 15 to 60 doses, 2 to 6 % wrong; `planted` of them half wrong. */
function simulated(seed: number, planted: number): { groups: BatchGroup[]; bad: Set<BatchGroup> } {
  const chance = chanceOf(seed)
  const groups: BatchGroup[] = []
  for (let site = 0; site < 50; site += 1) {
    const rate = 0.02 + 0.04 * chance()
    for (let day = 1; day <= 20; day += 1)
      for (const account of ['a', 'b']) {
        const doses = 15 + Math.floor(45 * chance())
        const givenOn = `2021-09-${String(day).padStart(2, '0')}`
        groups.push({
          facility: `Điểm ${site}`,
          givenOn,
          enteredBy: account,
          doses,
          faults: wrongOf(doses, rate, chance),
        })
      }
  }
  const bad = new Set<BatchGroup>()
  while (bad.size < planted) {
    const group = groups[Math.floor(chance() * groups.length)]
    if (!group || bad.has(group)) continue
    Object.assign(group, { faults: wrongOf(group.doses, 0.35 + 0.4 * chance(), chance) })
    bad.add(group)
  }
  return { groups, bad }
}

function wrongOf(doses: number, rate: number, chance: () => number): BatchGroup['faults'] {
  const wrong = Array.from({ length: doses }, chance).filter((one) => one < rate).length
  return wrong > 0 ? { wrong_facts: wrong } : {}
}

test('E18 at least nine of ten planted batches are found, with at most one false alarm in a thousand groups', () => {
  let [found, planted, false_, all] = [0, 0, 0, 0]
  for (const seed of [1, 2, 3, 4, 5]) {
    const { groups, bad } = simulated(seed, 20)
    const alerts = findBatches(groups).map(({ group }) => group)
    found += alerts.filter((group) => bad.has(group)).length
    false_ += alerts.filter((group) => !bad.has(group)).length
    planted += bad.size
    all += groups.length
  }
  expect(found / planted).toBeGreaterThanOrEqual(0.9)
  expect(false_ / all).toBeLessThanOrEqual(1 / 1000)
})

test('E18 an alert is never below five times its own place, and a place where all is bad raises none', () => {
  const { groups } = simulated(9, 20)
  for (const { group, siteRate } of findBatches(groups))
    expect(wrongIn(group) / group.doses).toBeGreaterThanOrEqual(TIMES_ITS_SITE * siteRate)
  const everywhere = Array.from({ length: 20 }, (_, day) => {
    const givenOn = `2021-09-${String(day + 1).padStart(2, '0')}`
    return { facility: 'Điểm xấu', givenOn, enteredBy: 'a', doses: 40, faults: { wrong_facts: 16 } }
  })
  expect(findBatches(everywhere)).toEqual([])
})

test('E18 what the people of a batch agree on is proposed for every row; two voices or a quarrel propose nothing', () => {
  const recorded = { givenOn: '2021-09-10', vaccine: 'AstraZeneca', lot: 'A1' }
  const says = (givenOn: string) => ({ givenOn, vaccine: null, lot: null })
  const agreed = [says('2021-10-09'), says('2021-10-09'), says('2021-10-09'), says('2021-09-11')]
  expect(proposeFix(recorded, agreed)).toEqual({ field: 'givenOn', value: '2021-10-09', said: 3 })
  expect(proposeFix(recorded, agreed.slice(0, 2))).toBeNull()
  expect(proposeFix(recorded, ['2021-10-01', '2021-10-02', '2021-10-03', '2021-10-04'].map(says))).toBeNull()
})
