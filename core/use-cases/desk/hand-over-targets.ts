import type { PassingOn } from '../../domain/staff/passing-on.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'

/** Where a report of this unit may be handed over: any station, facility or health centre, or only the district that rules. */
export async function handOverTargets(
  tx: Tx,
  unitId: string,
  passing: PassingOn,
): Promise<{ id: string; name: string }[]> {
  if (passing === 'no') return []
  const units = await tx.units.all()
  const district = passing === 'to_district' ? districtAbove(units, unitId) : null
  return units
    .filter((unit) => unit.id !== unitId && unit.kind !== 'police')
    .filter(({ id }) => passing === 'to_any_unit' || id === district)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}

/** The first district above; an installation without one asks its highest unit. */
function districtAbove(units: readonly Unit[], unitId: string): string {
  const unit = units.find(({ id }) => id === unitId)
  const above = unit?.parentId ? units.find(({ id }) => id === unit.parentId) : undefined
  if (!above) return unitId
  return above.kind === 'district' ? above.id : districtAbove(units, above.id)
}
