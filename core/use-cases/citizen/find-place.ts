import { foldPlace } from '../../domain/matching/place-name.ts'
import { pointLabel, type VaccinationPoint } from '../../domain/place/vaccination-point.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

export interface Area {
  province: string
  districts: string[]
}

/** What the list of points says to a typed place (features B04). Nobody guesses: several matches are a question. */
export interface FoundPlace {
  /** Exactly this point was named. */
  point: VaccinationPoint | null
  /** It is the name of a unit of this installation. */
  isUnit: boolean
  /** Points it may be, closed ones too. */
  matches: VaccinationPoint[]
  /** Where else it may have been: the next rungs of the ladder. */
  areas: Area[]
}

/** As many as can be read at one glance. */
const MOST_MATCHES = 6

export async function findPlace(app: App, { text }: { text: string }): Promise<FoundPlace> {
  return app.store.transaction(async (tx) => {
    const named = text.trim()
    const matches = named ? await tx.vaccinationPoints.search(named, MOST_MATCHES) : []
    const exact = matches.filter((point) => isNamed(point, named))
    const point = exact.length === 1 ? (exact[0] ?? null) : null
    const isUnit = named !== '' && (await tx.units.byFacilityName(named)) !== null
    return { point, isUnit, matches, areas: await tx.vaccinationPoints.areas() }
  })
}

function isNamed(point: VaccinationPoint, text: string): boolean {
  return [point.name, pointLabel(point)].some((name) => foldPlace(name) === foldPlace(text))
}

/** One point by its id, for whoever chose it from the list; null when nobody knows it. */
export async function pointOf(app: App, id: string): Promise<VaccinationPoint | null> {
  return app.store.transaction((tx) => tx.vaccinationPoints.get(id))
}

/** The pick-list of a page: as many as one page can carry, of the whole installation. */
export async function pickList(app: App, atMost: number): Promise<VaccinationPoint[]> {
  return app.store.transaction(async (tx: Tx) => {
    const all: VaccinationPoint[] = []
    for (const { province } of await tx.vaccinationPoints.areas()) {
      if (all.length < atMost) all.push(...(await tx.vaccinationPoints.inArea(province, null)))
    }
    return all.slice(0, atMost)
  })
}
