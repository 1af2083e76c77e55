/** What is wrong about a dose: its person's number or facts (2262 step 1), what a citizen reported, two doses too close. */
export const BATCH_FAULTS = ['reported', 'too_close', 'no_id', 'malformed_id', 'wrong_facts'] as const

export type BatchFault = (typeof BATCH_FAULTS)[number]

/** What one account entered at one place on one day. */
export interface BatchGroup {
  facility: string
  /** YYYY-MM-DD */
  givenOn: string
  enteredBy: string
  doses: number
  /** How many doses have each fault; a dose counts once. */
  faults: Readonly<Partial<Record<BatchFault, number>>>
}

export interface FoundBatch<Group extends BatchGroup> {
  group: Group
  wrong: number
  /** Share of wrong doses at the same place outside this and the other batches that went wrong. */
  siteRate: number
  fault: BatchFault
  faultRows: number
}

/** An alert says: at least five times as many errors as elsewhere at this place, and not by chance (features E18). */
export const TIMES_ITS_SITE = 5
const FEWEST_WRONG = 4
/** A group without anything special looks like this less than once in ten thousand groups. */
const CHANCE = 1e-4
/** A place with fewer doses beside the group says too little about itself: all places together stand in. */
const ENOUGH_DOSES = 30

/** Groups whose error rate is far above that of their own place; one that is found no longer makes its place look bad. */
export function findBatches<Group extends BatchGroup>(groups: readonly Group[]): FoundBatch<Group>[] {
  let found: FoundBatch<Group>[] = []
  for (;;) {
    const taken = new Set(found.map(({ group }) => group))
    const next = alertsIn(groups, taken)
    // Fewer can only come of a place that has too little left to compare with: going on would turn in a circle.
    if (next.length <= found.length) return next.sort((a, b) => b.wrong / b.group.doses - a.wrong / a.group.doses)
    found = next
  }
}

function alertsIn<Group extends BatchGroup>(groups: readonly Group[], taken: ReadonlySet<Group>): FoundBatch<Group>[] {
  const calm = groups.filter((group) => !taken.has(group))
  const perSite = Map.groupBy(calm, ({ facility }) => facility)
  const everywhere = rateOf(calm)
  return groups.flatMap((group) => {
    const rest = (perSite.get(group.facility) ?? []).filter((one) => one !== group)
    const siteRate = dosesIn(rest) >= ENOUGH_DOSES ? rateOf(rest) : everywhere
    return isFarAbove(group, siteRate) ? [{ group, wrong: wrongIn(group), siteRate, ...commonest(group) }] : []
  })
}

function isFarAbove(group: BatchGroup, siteRate: number): boolean {
  const wrong = wrongIn(group)
  if (wrong < FEWEST_WRONG || wrong / group.doses < TIMES_ITS_SITE * siteRate) return false
  return atLeast(wrong, group.doses, siteRate) < CHANCE
}

/** Half an error more than counted, so that a place without errors does not count as perfect. */
const rateOf = (groups: readonly BatchGroup[]) =>
  (groups.reduce((sum, group) => sum + wrongIn(group), 0) + 0.5) / (dosesIn(groups) + 1)

const dosesIn = (groups: readonly BatchGroup[]) => groups.reduce((sum, { doses }) => sum + doses, 0)

export const wrongIn = ({ faults }: Pick<BatchGroup, 'faults'>) =>
  Object.values(faults).reduce((sum, count) => sum + count, 0)

function commonest({ faults }: BatchGroup): { fault: BatchFault; faultRows: number } {
  const [first = 'reported', ...rest] = BATCH_FAULTS
  const count = (fault: BatchFault) => faults[fault] ?? 0
  const fault = rest.reduce((best: BatchFault, one) => (count(one) > count(best) ? one : best), first)
  return { fault, faultRows: count(fault) }
}

/** Chance that at least `wrong` of `doses` are wrong when each is with probability `rate` (binomial tail). */
export function atLeast(wrong: number, doses: number, rate: number): number {
  const p = Math.min(Math.max(rate, 1e-9), 1 - 1e-9)
  let term = doses * Math.log1p(-p)
  let below = wrong > 0 ? Math.exp(term) : 0
  for (let k = 1; k < wrong; k += 1) {
    term += Math.log((doses - k + 1) / k) + Math.log(p) - Math.log1p(-p)
    below += Math.exp(term)
  }
  return Math.max(0, 1 - below)
}
