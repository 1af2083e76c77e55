import { isClosed, type VaccinationPoint } from './vaccination-point.ts'

export interface DosePlace {
  /** The point the citizen chose from the list. */
  point: VaccinationPoint | null
  /** The unit whose name is exactly what was typed or recorded. */
  facilityUnitId: string | null
  /** Points of the district and of the province the citizen named; their owners are the next rungs. */
  districtPoints: readonly VaccinationPoint[]
  provincePoints: readonly VaccinationPoint[]
}

/**
 * The ladder of 9458: the place that injected, else the district, else the province; null when no rung is known. A closed
 * point keeps no desk: its district answers. Two owners on one rung are none: nobody guesses.
 */
export function routeDose(
  place: DosePlace,
  provinceOf: (unitId: string) => string | null,
  today: string,
): string | null {
  const { point, facilityUnitId, districtPoints, provincePoints } = place
  if (point) return isClosed(point, today) ? point.districtUnitId : point.unitId
  if (facilityUnitId) return facilityUnitId
  return (
    onlyOne(districtPoints.map(({ districtUnitId }) => districtUnitId)) ??
    onlyOne(provincePoints.map(({ districtUnitId }) => provinceOf(districtUnitId)))
  )
}

function onlyOne(ids: readonly (string | null)[]): string | null {
  const [first = null, ...others] = new Set(ids)
  return others.length === 0 ? first : null
}
