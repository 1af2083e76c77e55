import { type Area, type Counts, NO_COUNTS } from '../../domain/public-figures/figures.ts'
import { suppressed } from '../../domain/public-figures/suppress.ts'
import type { App } from '../../ports/app.ts'
import type { UnitCounts } from '../../ports/public-figures.ts'
import type { Unit } from '../../ports/units.ts'

const DAY = 86_400_000

/** Figures look back as far as the expected time does (features D10). */
export const FIGURES_FROM_DAYS = 30

/** Counts everything anew and publishes what may be told (features D14). */
export async function publishFigures(app: App): Promise<void> {
  const until = app.now()
  const since = new Date(until.getTime() - FIGURES_FROM_DAYS * DAY)
  await app.store.transaction(async (tx) => {
    const areas = areasOf(await tx.units.all(), await tx.publicFigures.count(since, until))
    const tree: Area<Counts & { medianHours: number | null }>[] = []
    for (const { unitIds, value, ...area } of areas) {
      tree.push({ ...area, value: { ...value, medianHours: await tx.publicFigures.median(unitIds, since, until) } })
    }
    await tx.publicFigures.publish(suppressed(tree), until)
  })
}

type Counted = Area<Counts> & { unitIds: string[] }

/** Everything, the provinces (or, without one, the highest units) and the units that have anything to count. */
function areasOf(units: readonly Unit[], counts: readonly UnitCounts[]): Counted[] {
  const leaves = counts.map(({ unitId, ...value }) => ({ unitId, value, top: topOf(units, unitId) }))
  const inProvince = Map.groupBy(leaves, ({ top }) => top)
  const sum = (some: typeof leaves) => some.reduce((total, { value }) => added(total, value), NO_COUNTS)
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? null
  return [
    {
      area: 'all',
      kind: 'all',
      parent: null,
      name: null,
      value: sum(leaves),
      unitIds: leaves.map((one) => one.unitId),
    },
    ...[...inProvince].map(([id, some]) => ({
      area: `province|${id}`,
      kind: 'province' as const,
      parent: 'all',
      name: nameOf(id),
      value: sum(some),
      unitIds: some.map(({ unitId }) => unitId),
    })),
    ...leaves.map(({ unitId, top, value }) => ({
      area: unitId,
      kind: 'unit' as const,
      parent: `province|${top}`,
      name: nameOf(unitId),
      value,
      unitIds: [unitId],
    })),
  ]
}

function topOf(units: readonly Unit[], unitId: string): string {
  let top = unitId
  for (const seen = new Set<string>(); !seen.has(top); ) {
    seen.add(top)
    const unit = units.find(({ id }) => id === top)
    if (!unit || unit.kind === 'province' || !unit.parentId) return top
    top = unit.parentId
  }
  return top
}

function added(a: Counts, b: Counts): Counts {
  return {
    open: a.open + b.open,
    decided: a.decided + b.decided,
    inTime: a.inTime + b.inTime,
    late: a.late + b.late,
    upheld: a.upheld + b.upheld,
    denied: a.denied + b.denied,
  }
}
