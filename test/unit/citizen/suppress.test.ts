import { expect, test } from 'vitest'
import { type Area, type Counts, NO_COUNTS, SMALLEST_CELL } from '../../../core/domain/public-figures/figures.ts'
import { suppressed } from '../../../core/domain/public-figures/suppress.ts'

type Tree = Area<Counts & { medianHours: number | null }>[]
const KEYS = Object.keys(NO_COUNTS) as (keyof Counts)[]

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Provinces and units with everything from nothing to hundreds, as busy and idle places are. */
function aCountry(random: () => number): Tree {
  const number = () => Math.floor(random() ** 3 * [3, 8, 40, 400][Math.floor(random() * 4)]!)
  const units: Tree = []
  for (let province = 0; province <= random() * 4; province++) {
    for (let unit = 0; unit <= random() * 5; unit++) {
      const parts = { open: number(), inTime: number(), late: number(), upheld: number(), denied: number() }
      const value = { ...parts, decided: parts.inTime + parts.late, medianHours: 12 }
      units.push({ area: `u${province}.${unit}`, kind: 'unit', parent: `p${province}`, name: null, value })
    }
  }
  const sum = (some: Tree) =>
    some.reduce<Counts & { medianHours: number }>(
      (total, { value }) => ({
        ...(Object.fromEntries(KEYS.map((key) => [key, total[key] + value[key]])) as unknown as Counts),
        medianHours: 12,
      }),
      { ...NO_COUNTS, medianHours: 12 },
    )
  const provinces: Tree = [...Map.groupBy(units, ({ parent }) => parent ?? '')].map(([area, some]) => ({
    area,
    kind: 'province',
    parent: 'all',
    name: null,
    value: sum(some),
  }))
  return [{ area: 'all', kind: 'all', parent: null, name: null, value: sum(units) }, ...provinces, ...units]
}

type Published = ReturnType<typeof suppressed>

/** Everything a reader knows: sums over areas, and decided = in time + late. Unknowns are the untold cells. */
function equationsOf(published: Published): { unknown: string[]; rows: { of: number[]; sum: number }[] } {
  const unknown = published.flatMap(({ area, value }) =>
    KEYS.filter((key) => value[key] === null).map((key) => `${area}|${key}`),
  )
  const rows: { of: number[]; sum: number }[] = []
  const add = (terms: [string, keyof Counts, number][]) => {
    const of = unknown.map(() => 0)
    let sum = 0
    for (const [area, key, sign] of terms) {
      const at = unknown.indexOf(`${area}|${key}`)
      if (at >= 0) of[at]! += sign
      else sum -= sign * (published.find((one) => one.area === area)?.value[key] ?? 0)
    }
    if (of.some((factor) => factor !== 0)) rows.push({ of, sum })
  }
  for (const { area } of published) {
    add([
      [area, 'decided', -1],
      [area, 'inTime', 1],
      [area, 'late', 1],
    ])
    const children = published.filter(({ parent }) => parent === area)
    if (children.length > 0)
      for (const key of KEYS)
        add([[area, key, -1], ...children.map((one): [string, keyof Counts, number] => [one.area, key, 1])])
  }
  return { unknown, rows }
}

/** Smallest and largest value each untold cell can have, from the equations and from counts being 0 or more. */
function bounds({ unknown, rows }: ReturnType<typeof equationsOf>): Map<string, [number, number]> {
  const low = unknown.map(() => 0)
  const high = unknown.map(() => Number.POSITIVE_INFINITY)
  const terms = rows.map(({ of, sum }) => ({ sum, of: [...of.entries()].filter(([, factor]) => factor !== 0) }))
  // Where a round moves nothing, no later one does.
  for (let round = 0, moved = true; moved && round < 60; round++) {
    moved = false
    for (const { of, sum } of terms) {
      for (const [at, factor] of of) {
        let [least, most] = [sum, sum]
        for (const [other, by] of of) {
          if (other === at) continue
          least -= by > 0 ? by * high[other]! : by * low[other]!
          most -= by > 0 ? by * low[other]! : by * high[other]!
        }
        const [a, b] = factor > 0 ? [least, most] : [-most, -least]
        moved ||= a > low[at]! || b < high[at]!
        low[at] = Math.max(low[at]!, a)
        high[at] = Math.min(high[at]!, b)
      }
    }
  }
  return new Map(unknown.map((name, at) => [name, [low[at]!, high[at]!]]))
}

/** Unknowns that the equations alone determine (Gauss): a row that is left with one unknown tells it. */
function determined({ unknown, rows }: ReturnType<typeof equationsOf>): Set<string> {
  const left = rows.map(({ of }) => [...of])
  const told = new Set<string>()
  let top = 0
  for (let column = 0; column < unknown.length && top < left.length; column++) {
    const pivot = left.findIndex((row, at) => at >= top && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    ;[left[top], left[pivot]] = [left[pivot]!, left[top]!]
    const by = left[top]![column]!
    left[top] = left[top]!.map((value) => value / by)
    for (const [at, row] of left.entries()) {
      const factor = row[column]!
      if (at !== top && factor !== 0) left[at] = row.map((value, place) => value - factor * left[top]![place]!)
    }
    top += 1
  }
  for (const row of left) {
    const some = row.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [at] : []))
    if (some.length === 1) told.add(unknown[some[0]!]!)
  }
  return told
}

test('D14 J11 in 400 countries no cell below 5 is published, and none can be reckoned from what is', () => {
  const random = seeded(14)
  let [hidden, told] = [0, 0]
  for (let n = 0; n < 400; n++) {
    const tree = aCountry(random)
    const published = suppressed(tree)
    const known = new Map(tree.map(({ area, value }) => [area, value]))
    const equations = equationsOf(published)
    const [fixed, limits] = [determined(equations), bounds(equations)]
    for (const { area, value } of published) {
      for (const key of KEYS) {
        const truth = known.get(area)![key]
        if (value[key] !== null) {
          told += 1
          expect(value[key]).toBe(truth)
          expect(truth).toBeGreaterThanOrEqual(SMALLEST_CELL)
        } else if (truth < SMALLEST_CELL) {
          hidden += 1
          const [low, high] = limits.get(`${area}|${key}`)!
          expect([n, area, key, fixed.has(`${area}|${key}`), high > low]).toEqual([n, area, key, false, true])
        }
      }
    }
  }
  // The test itself must have something to look at.
  expect(Math.min(hidden, told)).toBeGreaterThan(2_000)
})

test('D14 one untold unit takes its smallest neighbour along, and nothing more', () => {
  const unit = (area: string, open: number) => ({
    area,
    kind: 'unit' as const,
    parent: 'p',
    name: null,
    value: { ...NO_COUNTS, open, medianHours: null },
  })
  const units = [unit('a', 2), unit('b', 30), unit('c', 9), unit('d', 70)]
  const sum = { ...NO_COUNTS, open: 111, medianHours: null }
  const tree: Tree = [
    { area: 'all', kind: 'all', parent: null, name: null, value: sum },
    { area: 'p', kind: 'province', parent: 'all', name: null, value: sum },
    ...units,
  ]
  const open = suppressed(tree).map(({ area, value }) => [area, value.open])
  expect(open).toEqual([
    ['all', 111],
    ['p', 111],
    ['a', null],
    ['b', 30],
    ['c', null],
    ['d', 70],
  ])
})
