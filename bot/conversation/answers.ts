import type { MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { PhotoKind } from '../../core/domain/citizen/photo-kind.ts'
import type { Correction } from '../../core/domain/citizen/report-draft.ts'
import type { CardFacts } from '../../core/domain/papers/card-qr.ts'
import type { DoseClaim } from '../../core/domain/report/report.ts'
import type { IdentityField } from '../../core/domain/report/report-type.ts'

/** What this dialogue can report; more types are offered on the portal. */
export const WRONG_THINGS = ['WRONG_NAME', 'WRONG_DOB', 'WRONG_SEX', 'WRONG_OR_MISSING_ID', 'MISSING_DOSE'] as const

export type WrongThing = (typeof WRONG_THINGS)[number]

/** What the conversation may show of a record; values are masked until the person is proved further (features A06). */
export interface KnownRecord {
  personId: string
  masked: boolean
  recorded: Record<IdentityField, string | null>
}

export interface OwnReport {
  id: string
  code: string
  state: string
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
  /** Null: looked for and not found. */
  record?: KnownRecord | null
  changes?: Correction[]
  dose?: Partial<DoseClaim>
  doses?: DoseClaim[]
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
  photosDone?: boolean
  /** Albums of this case: a late picture joins it even after it was sent (features C09). */
  albums?: string[]
  sent?: OwnReport
  /** A photo of a card was sent and is being read. */
  cardSent?: boolean
  card?: CardFacts
  ownReports?: OwnReport[]
  trackCode?: string
  tracked?: { code: string; mayResend: boolean; mayWithdraw: boolean }
  phoneTail?: string
  note?: string
}

/** What survives the end of a dialogue: the proved phone, so that nobody asks for a second code. */
export function keepPhone(answers: Answers): Answers {
  const { phone, phoneMasked, phoneProved } = answers
  return phoneProved ? { phone, phoneMasked, phoneProved } : {}
}

/** Takes one report out of the answers; the person it was about stays. */
export const NO_REPORT: Answers = {
  changes: undefined,
  dose: undefined,
  doses: undefined,
  allNamed: undefined,
  consent: undefined,
  pending: undefined,
  photoKind: undefined,
  caseId: undefined,
  target: undefined,
  photoCount: undefined,
  photosDone: undefined,
  cardSent: undefined,
  card: undefined,
}

/** Takes the person out of the answers. */
export const NOBODY: Answers = { fullName: undefined, birthDate: undefined, sex: undefined, record: undefined }

export function hasReport(answers: Answers): boolean {
  return (answers.changes?.length ?? 0) + (answers.doses?.length ?? 0) > 0
}
