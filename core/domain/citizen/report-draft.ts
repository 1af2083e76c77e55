import type { DoseClaim, FieldChange, ValueSource } from '../report/report.ts'
import { IDENTITY_FIELDS, REPORT_TYPES, type ReportBranch, type ReportType } from '../report/report-type.ts'
import type { Urgency } from '../report/urgency.ts'
import type { Claimant } from './claimant.ts'

export type CorrectableField = FieldChange['field']

/** A report before it is sent, kept on the server: back, reload and a lost line lose nothing (features B09). */
export interface ReportDraft {
  types: ReportType[]
  claimant: Claimant | null
  /** E.164, as typed; proved or not. */
  phone: string | null
  /** The record the look-up opened for this address. */
  personId: string | null
  corrections: Correction[]
  doses: DoseClaim[]
  note: string | null
  consentVersion: string | null
  /** Warnings the person has read and confirmed, such as `id_structure`. */
  confirmed: string[]
  /** Why it hurries (features B12); absent or null: it does not. */
  urgency?: Urgency | null
}

export interface Correction {
  field: CorrectableField
  correct: string
  source: ValueSource
}

export const EMPTY_DRAFT: ReportDraft = {
  types: [],
  claimant: null,
  phone: null,
  personId: null,
  corrections: [],
  doses: [],
  note: null,
  consentVersion: null,
  confirmed: [],
}

export const MAX_DOSE_CLAIMS = 6

const ORDER: readonly CorrectableField[] = [...IDENTITY_FIELDS, 'phone']

/** The fields that the chosen types are about, always in the same order. */
export function fieldsOf(types: readonly ReportType[]): CorrectableField[] {
  const wanted = new Set<string>(types.flatMap((type) => REPORT_TYPES[type].fields))
  return ORDER.filter((field) => wanted.has(field))
}

export function branchesOf(types: readonly ReportType[]): ReportBranch[] {
  return [...new Set(types.map((type) => REPORT_TYPES[type].branch))]
}

/** Puts one value in place of what was said about that field before. */
export function withCorrection(draft: ReportDraft, correction: Correction): ReportDraft {
  const others = draft.corrections.filter((one) => one.field !== correction.field)
  return { ...draft, corrections: [...others, correction] }
}
