import { DOSE_QUESTIONS } from '../report/check-report-types.ts'
import { REPORT_TYPES, type ReportType } from '../report/report-type.ts'

export type DoseQuestion = (typeof DOSE_QUESTIONS)[number]

/** What to ask about a dose for these types (features B01); a field not asked stays as recorded. */
export function doseQuestionsOf(types: readonly ReportType[]): DoseQuestion[] {
  const asked = new Set(types.flatMap((type) => REPORT_TYPES[type].questions))
  return DOSE_QUESTIONS.filter((question) => asked.has(question))
}
