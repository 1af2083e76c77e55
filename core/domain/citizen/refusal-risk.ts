import type { CardFacts } from '../papers/card-qr.ts'
import type { RefusalReason } from '../report/refusal-reason.ts'
import type { DoseClaim } from '../report/report.ts'
import { REPORT_TYPES, type ReportType } from '../report/report-type.ts'
import { type Claimant, isSameName, isWholeName } from './claimant.ts'
import { carriesCardQr, type PhotoKind } from './photo-kind.ts'
import type { CorrectableField, Correction } from './report-draft.ts'

/** A dose of the record as far as its holder may see it. */
export interface SeenDose {
  doseId: string
  number: number | null
  givenOn: string | null
  vaccine: string
  lot?: string | null
}

/** All that is known before sending; nothing is asked of anybody for it. */
export interface RiskFacts {
  types: readonly ReportType[]
  claimant: Claimant | null
  corrections: readonly Correction[]
  doses: readonly DoseClaim[]
  recordedDoses: readonly SeenDose[]
  /** What the QR of a sent card says. */
  card: Pick<CardFacts, 'fullName' | 'dob'> | null
  photos: readonly PhotoKind[]
  /** A sent card could not be read, and the picture is why. */
  blurred: boolean
}

export const RISK_CHECKS = [
  'name_incomplete',
  'name_differs',
  'birth_differs',
  'dose_known',
  'dose_order',
  'date_same',
  'vaccine_same',
  'lot_shape',
  'paper_missing',
  'card_missing',
  'only_other',
  'photo_unclear',
] as const

export type RiskCheck = (typeof RISK_CHECKS)[number]

/** Where the citizen mends it: a page of the portal, a question of the chat. */
export type MendPlace = 'who' | 'facts' | 'doses' | 'photos'

interface Check {
  /** The refusal of 9458 step 2.3 it forestalls; null: nobody would refuse for it, but the work would stop to ask. */
  reason: RefusalReason | null
  mend: MendPlace
  /** Drawing of what is wanted, in portal/assets. */
  picture: 'card' | 'paper' | 'sharp' | null
  found: (facts: RiskFacts) => boolean
}

/** Reason, check and place to mend; the sentence stands at `report.risk.<check>` (features C02). */
export const RISKS: Record<RiskCheck, Check> = {
  name_incomplete: { reason: 'NAME_INCOMPLETE_OR_UNACCENTED', mend: 'who', picture: 'card', found: isNameIncomplete },
  name_differs: { reason: 'NAME_CONFLICT', mend: 'facts', picture: 'card', found: nameDiffers },
  birth_differs: { reason: 'DOB_MISMATCH', mend: 'facts', picture: 'card', found: birthDiffers },
  dose_known: { reason: 'DOSE_MISMATCH', mend: 'doses', picture: 'paper', found: isDoseKnown },
  dose_order: { reason: 'DOSE_DATE_MISMATCH', mend: 'doses', picture: 'paper', found: isOutOfOrder },
  date_same: { reason: 'DOSE_DATE_MISMATCH', mend: 'doses', picture: 'paper', found: isDateSame },
  vaccine_same: { reason: 'VACCINE_MISMATCH', mend: 'doses', picture: 'paper', found: isVaccineSame },
  lot_shape: { reason: 'VACCINE_MISMATCH', mend: 'doses', picture: 'paper', found: hasOddLot },
  paper_missing: { reason: 'PAPER_MISSING_FIELDS', mend: 'photos', picture: 'paper', found: lacks('dose_paper') },
  card_missing: { reason: null, mend: 'photos', picture: 'card', found: lacks('card_front') },
  only_other: { reason: 'PORTRAIT_ONLY', mend: 'photos', picture: 'paper', found: hasOnlyOther },
  photo_unclear: { reason: 'PHOTO_BLURRED', mend: 'photos', picture: 'sharp', found: ({ blurred }) => blurred },
}

/** What would lead to a refusal as it stands, in the order of the pages; the citizen mends it or sends all the same. */
export function risksOf(facts: RiskFacts): RiskCheck[] {
  return RISK_CHECKS.filter((check) => RISKS[check].found(facts))
}

const told = ({ corrections }: RiskFacts, field: CorrectableField) =>
  corrections.find((one) => one.field === field)?.correct ?? null

function isNameIncomplete(facts: RiskFacts): boolean {
  const { claimant } = facts
  if (!claimant) return false
  return ![claimant.fullName, told(facts, 'fullName') ?? ''].some((name) => isWholeName(name, claimant))
}

function nameDiffers(facts: RiskFacts): boolean {
  const name = told(facts, 'fullName') ?? facts.claimant?.fullName
  return Boolean(facts.card && name && !isSameName(name, facts.card.fullName))
}

function birthDiffers(facts: RiskFacts): boolean {
  const day = told(facts, 'birthDate') ?? facts.claimant?.birthDate
  return Boolean(facts.card && day && day !== facts.card.dob)
}

/** Told as missing, but the record has a dose of this number or this day. */
function isDoseKnown({ types, doses, recordedDoses }: RiskFacts): boolean {
  if (!types.includes('MISSING_DOSE')) return false
  return newDoses(doses).some((claim) => recordedDoses.some((dose) => isSame(claim, dose)))
}

function isSame(claim: DoseClaim, dose: SeenDose): boolean {
  const sameNumber = claim.number !== null && claim.number === dose.number
  return sameNumber || (claim.givenOn !== null && claim.givenOn === dose.givenOn)
}

/** The first doses in Viet Nam were given on that day. */
const FIRST_DAY = '2021-03-08'

/** A later dose on an earlier day, or a day before anybody was vaccinated. */
function isOutOfOrder({ doses, recordedDoses }: RiskFacts): boolean {
  const fresh = newDoses(doses)
  const all = [...fresh, ...recordedDoses]
  const early = doses.some(({ givenOn }) => givenOn !== null && givenOn < FIRST_DAY)
  return (
    early || fresh.some((one) => all.some((other) => one !== other && (isSwapped(one, other) || isSwapped(other, one))))
  )
}

type Dated = Pick<SeenDose, 'number' | 'givenOn'>

function isSwapped(one: Dated, other: Dated): boolean {
  if (one.number === null || other.number === null || !one.givenOn || !other.givenOn) return false
  return one.number < other.number && one.givenOn > other.givenOn
}

/** "The date is wrong", and the right one is what stands there. */
function isDateSame({ types, doses, recordedDoses }: RiskFacts): boolean {
  return (
    types.includes('WRONG_DATE') &&
    corrected(doses, recordedDoses).some(([claim, dose]) => sameText(claim.givenOn, dose.givenOn))
  )
}

function isVaccineSame({ types, doses, recordedDoses }: RiskFacts): boolean {
  if (!types.includes('WRONG_VACCINE_OR_LOT')) return false
  return corrected(doses, recordedDoses).some(
    ([claim, dose]) => sameText(claim.vaccine, dose.vaccine) && (claim.lot === null || sameText(claim.lot, dose.lot)),
  )
}

/** Letters and digits, at least one digit: what stands beside the name of the vaccine on every paper (features B04). */
export function isLotShaped(lot: string): boolean {
  return /^(?=.*\d)[A-Z0-9][A-Z0-9 .\-/]{2,19}$/i.test(lot.trim())
}

function hasOddLot({ doses }: RiskFacts): boolean {
  return doses.some(({ lot }) => lot !== null && !isLotShaped(lot))
}

function lacks(photo: PhotoKind) {
  return (facts: RiskFacts) =>
    !facts.photos.includes(photo) && !hasOnlyOther(facts) && wantedFrom(facts).includes(photo)
}

/** Photos came, but none of what shows a name, a date or a vaccine. */
function hasOnlyOther(facts: RiskFacts): boolean {
  const wanted = wantedFrom(facts)
  return facts.photos.length > 0 && wanted.length > 0 && facts.photos.every((kind) => kind === 'other')
}

/** Nobody has a citizen card beside a foreign passport. */
function wantedFrom({ types, claimant }: RiskFacts): PhotoKind[] {
  return evidenceOf({ types }).filter((photo) => !claimant?.passportCountry || !carriesCardQr(photo))
}

/** Photo kinds without which these types are refused, from the reviewed table. */
export function evidenceOf({ types }: { types: readonly ReportType[] }): PhotoKind[] {
  const wanted = types.flatMap((type) => REPORT_TYPES[type].evidence.filter(({ need }) => need === 'needed'))
  return [...new Set(wanted.map(({ photo }) => photo))]
}

const newDoses = (doses: readonly DoseClaim[]) => doses.filter(({ doseId }) => doseId === null)

function corrected(doses: readonly DoseClaim[], recorded: readonly SeenDose[]): [DoseClaim, SeenDose][] {
  return doses.flatMap((claim) => {
    const dose = recorded.find(({ doseId }) => doseId === claim.doseId)
    return dose ? [[claim, dose] as [DoseClaim, SeenDose]] : []
  })
}

function sameText(one: string | null, other: string | null | undefined): boolean {
  return one !== null && one.trim().toLowerCase() === other?.trim().toLowerCase()
}
