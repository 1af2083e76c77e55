import type { MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { Expectation } from '../../core/domain/citizen/expected-time.ts'
import type { PhotoKind } from '../../core/domain/citizen/photo-kind.ts'
import type { CorrectableField, Correction } from '../../core/domain/citizen/report-draft.ts'
import type { CardFacts } from '../../core/domain/papers/card-qr.ts'
import type { DoseClaim } from '../../core/domain/report/report.ts'
import type { ReportType } from '../../core/domain/report/report-type.ts'
import type { Urgency, UrgentReason } from '../../core/domain/report/urgency.ts'
import type { RightsKind } from '../../core/domain/rights/rights-kind.ts'
import type { AskWhy, Wanted } from '../../core/domain/staff/wanted.ts'
import type { Area } from '../../core/use-cases/citizen/find-place.ts'

/** What the conversation may show of a record; values are masked until the person is proved further (features A06). */
export interface KnownRecord {
  personId: string
  masked: boolean
  recorded: Record<CorrectableField, string | null>
}

export interface KnownDose {
  doseId: string
  number: number | null
  vaccine: string
  givenOn: string | null
}

/** A vaccination point as a choice. */
export interface KnownPlace {
  pointId: string
  name: string
  label: string
  province: string
  district: string
}

export interface KnownMember {
  id: string
  name: string
}

export interface OwnReport {
  id: string
  code: string
  state: string
}

export interface TrackedReport {
  code: string
  mayResend: boolean
  mayWithdraw: boolean
  /** What the station has asked for and still waits for (features D09); null: nothing. */
  asked: { wanted: Wanted[]; why: AskWhy | null } | null
  mayAppeal: boolean
  /** Second opinions asked for in this round (features D05). */
  appeals: number
  /** Does the app show it? waits for an answer (features D08). */
  asksSeen: boolean
  /** The decision letter is for its owner (features D13). */
  isOwn: boolean
}

/** All that one person has told so far, in every dialogue; absent means not asked yet. Dates YYYY-MM-DD. */
export interface Answers {
  goal?: 'look_up' | 'report' | 'card'
  fullName?: string
  birthDate?: string
  sex?: 'male' | 'female'
  phone?: string
  phoneMasked?: string
  phoneProved?: boolean
  typedCode?: string
  /** A foreign passport, ISO 3166 alpha-3 (features A12); null: a Vietnamese paper, or none. */
  passport?: { number: string; country: string } | null
  passportNumber?: string
  counterCode?: string
  slipKey?: string
  /** Null: looked for and not found. */
  record?: KnownRecord | null
  knownDoses?: KnownDose[]
  /** The kind of thing that is being told now, and those that are complete. */
  about?: ReportType
  types?: ReportType[]
  changes?: Correction[]
  /** The dose being told, and its place among the complete ones once it is there. */
  dose?: Partial<DoseClaim>
  doseAt?: number
  doses?: DoseClaim[]
  notes?: Partial<Record<ReportType, string>>
  /** Points the typed place may be, and where else to look (features B04). */
  places?: KnownPlace[]
  areas?: Area[]
  /** Why it hurries (features B12). */
  urgentReason?: UrgentReason
  urgency?: Urgency
  /** How long it will take where it goes (features D10). */
  expected?: Expectation
  /** Everything wrong has been named. */
  allNamed?: boolean
  consent?: boolean
  /** Pictures that still wait for their tag. */
  pending?: MediaRef[]
  photoKind?: PhotoKind
  /** The draft or report whose key seals the photos. */
  caseId?: string
  /** Photos go to this report, which exists already. */
  target?: OwnReport
  photoCount?: number
  /** What the kept photos show. */
  photoKinds?: PhotoKind[]
  /** A card came whose picture is too bad to be read (features C02). */
  cardUnclear?: boolean
  photosDone?: boolean
  /** It was said that this chat keeps its copy. */
  toldOfCopy?: boolean
  /** Albums of this case: a late picture joins it even after it was sent (features C09). */
  albums?: string[]
  sent?: OwnReport
  /** A photo of a card was sent and is being read; how it came. */
  cardSent?: boolean
  cardForm?: MediaRef['form']
  card?: CardFacts
  ownReports?: OwnReport[]
  trackCode?: string
  tracked?: TrackedReport
  phoneTail?: string
  note?: string
  callbackDays?: string[]
  callbackDay?: string
  callbackPart?: 'morning' | 'afternoon'
  callbackPhone?: string
  linkCode?: string
  /** What is wished about one's own data (features L05). */
  rightsKind?: Exclude<RightsKind, 'access'>
  /** The people in the family, and the one being looked at (features A07). */
  members?: KnownMember[]
  memberId?: string
  handOverCode?: string
  ownBirth?: string
  /** The case of the message that reached the wrong person; null: no case was named. */
  notMeCode?: string | null
}

/** What survives the end of a dialogue: the proved phone, so that nobody asks for a second code. */
export function keepPhone(answers: Answers): Answers {
  const { phone, phoneMasked, phoneProved, toldOfCopy } = answers
  return { ...(phoneProved && { phone, phoneMasked, phoneProved }), ...(toldOfCopy && { toldOfCopy }) }
}

/** Takes out what was named as wrong; photos and the person stay. */
export const NOTHING_NAMED: Answers = {
  about: undefined,
  types: undefined,
  changes: undefined,
  dose: undefined,
  doseAt: undefined,
  doses: undefined,
  notes: undefined,
  places: undefined,
  areas: undefined,
  allNamed: undefined,
}

/** Takes one report out of the answers; the person it was about stays. */
export const NO_REPORT: Answers = {
  ...NOTHING_NAMED,
  consent: undefined,
  pending: undefined,
  photoKind: undefined,
  caseId: undefined,
  target: undefined,
  photoCount: undefined,
  photoKinds: undefined,
  cardUnclear: undefined,
  urgentReason: undefined,
  urgency: undefined,
  photosDone: undefined,
  expected: undefined,
  cardSent: undefined,
  cardForm: undefined,
  card: undefined,
}

/** Takes the person out of the answers. */
export const NOBODY: Answers = {
  fullName: undefined,
  birthDate: undefined,
  sex: undefined,
  passport: undefined,
  passportNumber: undefined,
  record: undefined,
  knownDoses: undefined,
}

export function hasReport({ types = [] }: Answers): boolean {
  return types.length > 0
}

/** One kind of thing has been told completely. */
export function withType({ types = [] }: Answers, type: ReportType | undefined): ReportType[] {
  return type && !types.includes(type) ? [...types, type] : types
}
