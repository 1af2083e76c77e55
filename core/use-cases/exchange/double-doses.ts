import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import {
  type DosePair,
  doublesAmong,
  IMPOSSIBLE_DAYS,
  type SiteDistance,
  type TypedDose,
} from '../../domain/exchange/same-dose.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { DoseRemoval } from '../../ports/platform-desk.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'

export interface DoublePair extends DosePair {
  record: PlatformRecord
  /** What an officer has said about it. */
  removal: DoseRemoval | null
}

const PEOPLE_SHOWN = 200

/** The unit's people with doses that cannot both be right, and what the rules propose (features G13). */
export async function doubleDoses(app: App, unitId: string): Promise<DoublePair[]> {
  return app.store.transaction(async (tx) => {
    const people = await tx.doseRemovals.peopleWithCloseDoses(unitId, IMPOSSIBLE_DAYS, PEOPLE_SHOWN)
    const removals = await tx.doseRemovals.ofPeople(people)
    const pairs: DoublePair[] = []
    for (const id of people) pairs.push(...(await pairsOf(app, tx, id, removals)))
    // What waits for somebody first, what two have decided last.
    return pairs.sort((one, other) => rank(one) - rank(other))
  })
}

const rank = ({ removal }: DoublePair) => (removal ? (removal.secondBy ? 2 : 0) : 1)

export async function pairsOf(
  app: App,
  tx: Tx,
  personId: string,
  removals: readonly DoseRemoval[],
): Promise<DoublePair[]> {
  const record = await tx.records.get(personId)
  if (!record) return []
  const units = await tx.units.all()
  const doses = await Promise.all((await dosesOfPerson(tx, personId)).map((dose) => typed(app, tx, dose)))
  const dated = doses.filter((dose): dose is TypedDose => dose !== null)
  const places = new Map<string, Unit | null>()
  for (const { facility } of dated) if (facility) places.set(facility, await tx.units.byFacilityName(facility))
  const distance = (a: TypedDose, b: TypedDose) => distanceOf(units, a, b, places)
  return doublesAmong(dated, distance).map((pair) => ({
    ...pair,
    record,
    removal: removals.find((one) => isAbout(one, pair)) ?? null,
  }))
}

function isAbout({ keepDoseId, removeDoseId }: DoseRemoval, { a, b }: DosePair): boolean {
  return [a.id, b.id].every((id) => id === keepDoseId || id === removeDoseId)
}

async function typed(app: App, tx: Tx, dose: RecordedDose): Promise<TypedDose | null> {
  if (!dose.givenOn) return null
  const unit = dose.facility ? await tx.units.byFacilityName(dose.facility) : null
  const isOpen = unit !== null && (await tx.units.isOpen(unit.id, dayInVietNam(app.now())))
  const { id, number, vaccine, givenOn, lot, facility, signedAt } = dose
  return { id, number, vaccine, givenOn, lot, facility, isSigned: signedAt !== null, isOpen }
}

/** Administrative distance: nobody has co-ordinates of a mobile point of 2021. */
function distanceOf(
  units: readonly Unit[],
  a: TypedDose,
  b: TypedDose,
  places: ReadonlyMap<string, Unit | null>,
): SiteDistance {
  const [one, other] = [places.get(a.facility ?? '') ?? null, places.get(b.facility ?? '') ?? null]
  if (a.facility !== null && a.facility === b.facility) return 'same'
  if (!one || !other) return 'unknown'
  if (one.id === other.id) return 'same'
  const [up, otherUp] = [above(units, one), above(units, other)]
  if (up.some((id) => otherUp.includes(id) && units.find((unit) => unit.id === id)?.kind === 'district'))
    return 'district'
  return up.some((id) => otherUp.includes(id)) ? 'province' : 'far'
}

function above(units: readonly Unit[], unit: Unit): string[] {
  const found: string[] = []
  for (let at: Unit | undefined = unit; at?.parentId; ) {
    const parentId: string = at.parentId
    found.push(parentId)
    at = units.find((one) => one.id === parentId)
  }
  return found
}
