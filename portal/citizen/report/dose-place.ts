import { pointLabel, type VaccinationPoint } from '../../../core/domain/place/vaccination-point.ts'
import type { DoseClaim } from '../../../core/domain/report/report.ts'
import { type Area, findPlace, pickList, pointOf } from '../../../core/use-cases/citizen/find-place.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { type CitizenDeps, type Say, textOf } from '../citizen-door.ts'

/** Names on the pick-list of one page; more would not load on a slow line. */
const LISTED = 60
const UNKNOWN = 'unknown'

export interface PlaceQuestion {
  /** "Is it one of these?", with a way out. */
  points: { value: string; label: string; hint: string | null }[]
  /** "In which district or province?" */
  areas: { value: string; label: string }[]
}

export type PlaceAnswer = { claim: DoseClaim } | { ask: PlaceQuestion }

/** What the browser offers while one types; without it the typed words are looked up when the page is sent. */
export async function placeNames({ app }: CitizenDeps): Promise<string[]> {
  return (await pickList(app, LISTED)).map(pointLabel)
}

/**
 * The place of a dose: a point of the list, a unit, or an area (features B04). What is not clear is asked once more with what
 * it may be; whoever knows nothing says so, and the report goes to the unit of the record, which asks.
 */
export async function readPlace(
  deps: CitizenDeps,
  claim: DoseClaim,
  form: Readonly<Record<string, unknown>>,
  say: Say,
): Promise<PlaceAnswer> {
  const chosen = textOf(form, 'point')
  const point = chosen && chosen !== 'none' ? await pointOf(deps.app, chosen) : null
  if (point) return { claim: atPoint(claim, point) }
  const area = textOf(form, 'area')
  if (area === UNKNOWN) return { claim: { ...claim, pointId: null, province: null, district: null } }
  const found = await findPlace(deps.app, { text: claim.place ?? '' })
  const within = areaOf(area, found.areas)
  if (within) return { claim: { ...claim, pointId: null, ...within } }
  if (found.point) return { claim: atPoint(claim, found.point) }
  if (found.isUnit || found.areas.length === 0) return { claim: { ...claim, pointId: null } }
  const offered = chosen === 'none' ? [] : found.matches
  return { ask: { points: pointChoices(offered, say), areas: areaChoices(found.areas, say) } }
}

function atPoint(claim: DoseClaim, point: VaccinationPoint): DoseClaim {
  const { id: pointId, name: place, province, district } = point
  return { ...claim, pointId, place, province, district }
}

/** Only what the list offered; anything else is asked again. */
function areaOf(chosen: string, areas: readonly Area[]): { province: string; district: string | null } | null {
  const [wanted = '', named = ''] = chosen.split('|')
  const area = areas.find(({ province }) => province === wanted)
  const district = area?.districts.find((one) => one === named) ?? null
  return area && (named === '' || district) ? { province: area.province, district } : null
}

function pointChoices(points: readonly VaccinationPoint[], say: Say): PlaceQuestion['points'] {
  if (points.length === 0) return []
  const known = points.map((point) => ({
    value: point.id,
    label: pointLabel(point),
    hint: point.openTo ? say('report.place.closed', { day: formatDate(point.openTo) }) : null,
  }))
  return [...known, { value: 'none', label: say('report.place.none'), hint: null }]
}

function areaChoices(areas: readonly Area[], say: Say): PlaceQuestion['areas'] {
  const known = areas.flatMap(({ province, districts }) => [
    ...districts.map((district) => ({ value: `${province}|${district}`, label: `${district}, ${province}` })),
    { value: `${province}|`, label: say('report.place.onlyProvince', { province }) },
  ])
  return [...known, { value: UNKNOWN, label: say('report.place.unknown') }]
}
