import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { routeDose } from '../../domain/place/route-dose.ts'
import type { DoseClaim } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'
import type { ReadyReport } from './ready-report.ts'

/** Where these doses were given: as the citizen says, else as recorded. More than one owner is none: nobody guesses. */
export async function doseOwner(
  app: App,
  tx: Tx,
  { doses, record }: Pick<ReadyReport, 'doses' | 'record'>,
  units: readonly Unit[],
): Promise<string | null> {
  const recorded = record ? await dosesOfPerson(tx, record.id) : []
  const owners = new Set<string>()
  for (const claim of doses) {
    const there = recorded.find((dose) => dose.id === claim.doseId)?.facility ?? null
    const owner = await ownerOfClaim(app, tx, { ...claim, place: claim.place ?? there }, units)
    if (owner) owners.add(owner)
  }
  const [owner = null, ...others] = owners
  return others.length === 0 ? owner : null
}

async function ownerOfClaim(app: App, tx: Tx, claim: DoseClaim, units: readonly Unit[]): Promise<string | null> {
  const { pointId = null, place, province = null, district = null } = claim
  const inArea = async (within: string | null) => (province ? tx.vaccinationPoints.inArea(province, within) : [])
  const rungs = {
    point: pointId ? await tx.vaccinationPoints.get(pointId) : null,
    facilityUnitId: place?.trim() ? ((await tx.units.byFacilityName(place))?.id ?? null) : null,
    districtPoints: district ? await inArea(district) : [],
    provincePoints: await inArea(null),
  }
  return routeDose(rungs, (unitId) => provinceAbove(units, unitId), dayInVietNam(app.now()))
}

function provinceAbove(units: readonly Unit[], unitId: string): string | null {
  const unit = units.find((one) => one.id === unitId)
  if (!unit || unit.kind === 'province') return unit?.id ?? null
  return unit.parentId ? provinceAbove(units, unit.parentId) : null
}
