import type { Tx } from '../../ports/store.ts'

/** Where a report of this unit may be handed over: the units above it, and stations and facilities (9458 routing). */
export async function handOverTargets(tx: Tx, unitId: string): Promise<{ id: string; name: string }[]> {
  const units = await tx.units.all()
  return units
    .filter((unit) => unit.id !== unitId && unit.kind !== 'police')
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}
