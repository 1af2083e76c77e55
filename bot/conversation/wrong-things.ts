import { doseQuestionsOf } from '../../core/domain/citizen/dose-questions.ts'
import type { CorrectableField } from '../../core/domain/citizen/report-draft.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../core/domain/report/report-type.ts'
import type { StepName } from './step-names.ts'

/** All that can be reported (domain 2.1), what people report most standing first: a channel shows only some at once. */
export const WRONG_THINGS = [
  'MISSING_DOSE',
  'WRONG_NAME',
  'WRONG_DOB',
  'WRONG_OR_MISSING_ID',
  'WRONG_SEX',
  'WRONG_DATE',
  'WRONG_PHONE',
  'WRONG_VACCINE_OR_LOT',
  'WRONG_FACILITY',
  'MISSING_ALL_DOSES',
  'DOSE_NOT_MINE',
  'DUPLICATE_OR_SPLIT_PROFILE',
  'NO_PASSPORT_YET',
  'OTHER',
] as const satisfies readonly ReportType[]

const RIGHT_STEP: Record<CorrectableField, StepName> = {
  fullName: 'rightName',
  birthDate: 'rightBirth',
  sex: 'rightSex',
  idNumber: 'rightNumber',
  phone: 'rightPhone',
}

/** The first question about a thing that is wrong: the same ones the portal asks. */
export function entryOf(type: ReportType): { place: StepName; field: CorrectableField | null } {
  const [field] = REPORT_TYPES[type].fields
  if (field) return { place: RIGHT_STEP[field], field }
  return { place: branchOf(type) === 'dose' ? 'doseWhich' : 'story', field: null }
}

/** A type about a recorded dose names it; one about a missing dose tells it from the beginning. */
export function asksWhich(type: ReportType | undefined): boolean {
  return type !== undefined && doseQuestionsOf([type]).includes('which')
}
