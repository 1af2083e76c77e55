import type { DoseClaim, Report } from '../report/report.ts'
import { IDENTITY_FIELDS, type IdentityField } from '../report/report-type.ts'

export type ChangedField = IdentityField | 'phone' | 'dose'

export type ChangeState = 'approved' | 'exported' | 'landed' | 'not_landed' | 'changed_by_other' | 'dropped'

/** A value that may go to the Platform, with the authority that decided it (features F05). */
export interface ApprovedChange {
  id: string
  personId: string
  field: ChangedField
  doseId: string | null
  /** What stood there when it was approved: text for a field, facts for a dose. */
  recorded: string | DoseFacts | null
  correct: string | DoseFacts
  policeRowId: string | null
  healthEventId: string | null
  /** Two officers found the dose typed twice (features G13). */
  doseRemovalId?: string | null
  /** Who first said that the Platform's value stays (features G05). */
  keptBy?: string | null
  identityCaseId: string | null
  reportId: string | null
  foreigner: boolean
  state: ChangeState
}

/** A dose as it should read on the Platform; `removed` 'yes' when it belongs to somebody else. */
export type DoseFacts = Readonly<Record<'number' | 'givenOn' | 'vaccine' | 'lot' | 'place' | 'removed', string | null>>

export function isIdentityField(field: string): field is IdentityField {
  return IDENTITY_FIELDS.some((known) => known === field)
}

/** A dose that is to go from the Platform (features G13). */
export function isRemoval({ correct }: Pick<ApprovedChange, 'correct'>): boolean {
  return typeof correct !== 'string' && correct.removed === 'yes'
}

/** A reported dose that names nothing right: the dose should go (report type DOSE_NOT_MINE). */
export function doseFactsOf(claim: DoseClaim, types: Report['types']): DoseFacts {
  const facts = {
    number: claim.number === null ? null : String(claim.number),
    givenOn: claim.givenOn,
    vaccine: claim.vaccine,
    lot: claim.lot,
    place: claim.place,
  }
  const saysNothing = Object.values(facts).every((value) => value === null)
  const gone = claim.doseId !== null && (saysNothing || types.every((type) => type === 'DOSE_NOT_MINE'))
  return { ...facts, removed: gone ? 'yes' : null }
}
