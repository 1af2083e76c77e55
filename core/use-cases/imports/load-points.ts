import { done, type Outcome, object } from '../../domain/objection.ts'
import type { VaccinationPoint } from '../../domain/place/vaccination-point.ts'
import type { App } from '../../ports/app.ts'

/** Adds or replaces the vaccination points of a province (features B04); every owner must be a unit that is known. */
export async function loadPoints(app: App, points: readonly VaccinationPoint[]): Promise<Outcome<{ points: number }>> {
  return app.store.transaction(async (tx) => {
    const units = new Set((await tx.units.all()).map(({ id }) => id))
    const stray = points.find(({ unitId, districtUnitId }) => !units.has(unitId) || !units.has(districtUnitId))
    if (stray) return object('not_your_unit', { field: stray.id })
    await tx.vaccinationPoints.put(points)
    return done({ points: points.length })
  })
}
