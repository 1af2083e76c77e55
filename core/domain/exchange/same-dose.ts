import { daysBetween, type IsoDate } from '../person/calendar-date.ts'
import { foldMarks } from '../person/marks.ts'

/** Two doses of one person closer than this were not both given: no schedule of 2021 has a shorter interval (features G13). */
export const IMPOSSIBLE_DAYS = 14

/** How far apart two places are that typed a dose; `unknown` when one of them is nobody we know. */
export type SiteDistance = 'same' | 'district' | 'province' | 'far' | 'unknown'

export interface TypedDose {
  id: string
  number: number | null
  vaccine: string
  /** YYYY-MM-DD */
  givenOn: string
  lot: string | null
  facility: string | null
  isSigned: boolean
  /** Its place still exists and can answer for it. */
  isOpen: boolean
}

export type Verdict =
  /** One injection typed twice: the rule names the row to keep. */
  | 'same_dose'
  /** Too close to be true, and yet not the same: somebody else's dose may stand in this record. */
  | 'impossible'

export interface DosePair {
  verdict: Verdict
  days: number
  distance: SiteDistance
  a: TypedDose
  b: TypedDose
  /** The row to keep and why; null: a person has to find out. */
  proposal: { keep: string; remove: string; because: KeepRule } | null
}

/** Which row is worth more, in this order: what is signed, what can be answered for, what says more. */
const KEEP_RULES = [
  { because: 'signed', isBetter: (dose: TypedDose) => dose.isSigned },
  { because: 'has_lot', isBetter: (dose: TypedDose) => Boolean(dose.lot) },
  { because: 'place_open', isBetter: (dose: TypedDose) => dose.isOpen },
  { because: 'has_place', isBetter: (dose: TypedDose) => Boolean(dose.facility) },
  { because: 'has_number', isBetter: (dose: TypedDose) => dose.number !== null },
] as const

export type KeepRule = (typeof KEEP_RULES)[number]['because'] | 'typed_first'

/** Pairs of a person's doses that cannot both be right, in the order of their days. */
export function doublesAmong(
  doses: readonly TypedDose[],
  distanceOf: (a: TypedDose, b: TypedDose) => SiteDistance,
): DosePair[] {
  const inOrder = [...doses].sort((a, b) => a.givenOn.localeCompare(b.givenOn) || a.id.localeCompare(b.id))
  return inOrder.flatMap((a, index) =>
    inOrder.slice(index + 1).flatMap((b) => {
      // In the order of their days: never negative.
      const days = daysBetween(a.givenOn as IsoDate, b.givenOn as IsoDate)
      return days < IMPOSSIBLE_DAYS ? [pairOf(a, b, days, distanceOf(a, b))] : []
    }),
  )
}

/**
 * The same injection: same day and vaccine, and no two different lots; typed by two far-off places with different lots it is two
 * people under one record. A day apart is a slip of the pen only where lot and vaccine agree and the places are near.
 */
function pairOf(a: TypedDose, b: TypedDose, days: number, distance: SiteDistance): DosePair {
  const sameVaccine = fold(a.vaccine) === fold(b.vaccine)
  const lots = a.lot && b.lot ? (fold(a.lot) === fold(b.lot) ? 'same' : 'differ') : 'open'
  const isNear = distance === 'same' || distance === 'district'
  const sameDay = days === 0 && sameVaccine && (lots !== 'differ' || isNear)
  const slip = days === 1 && sameVaccine && lots === 'same' && isNear
  const verdict = sameDay || slip ? 'same_dose' : 'impossible'
  return { verdict, days, distance, a, b, proposal: verdict === 'same_dose' ? proposalOf(a, b) : null }
}

function proposalOf(a: TypedDose, b: TypedDose): DosePair['proposal'] {
  const rule = KEEP_RULES.find(({ isBetter }) => isBetter(a) !== isBetter(b))
  const keepsA = rule ? rule.isBetter(a) : true
  const [keep, remove] = keepsA ? [a, b] : [b, a]
  // A signed row is never proposed for removal: its signature would have to be taken back first.
  if (remove.isSigned) return null
  return { keep: keep.id, remove: remove.id, because: rule?.because ?? 'typed_first' }
}

const fold = (text: string) =>
  foldMarks(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '')
