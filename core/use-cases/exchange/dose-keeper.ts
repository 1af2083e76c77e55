import { isClosed } from '../../domain/place/vaccination-point.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * The unit that typed a dose on the Platform and alone may change it there (9458 routing; features G12). A facility or a mobile
 * point that no longer exists has no desk: its district owns what it typed. Null: nobody is known by this name.
 */
export async function doseKeeper(tx: Tx, facility: string | null, today: string): Promise<string | null> {
  if (!facility?.trim()) return null
  const unit = await tx.units.byFacilityName(facility)
  if (unit) return (await tx.units.isOpen(unit.id, today)) ? unit.id : unit.parentId
  const [point, ...others] = await tx.vaccinationPoints.search(facility, 2)
  if (!point || others.length > 0) return null
  return isClosed(point, today) ? point.districtUnitId : point.unitId
}
