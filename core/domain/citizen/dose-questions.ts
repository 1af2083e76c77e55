import { branchOf, type ReportType } from '../report/report-type.ts'

export type DoseQuestion = 'which' | 'date' | 'vaccine' | 'lot' | 'place'

/** What to ask about a dose, per type of report (features B01); a field not asked stays as recorded. */
const QUESTIONS: Partial<Record<ReportType, readonly DoseQuestion[]>> = {
  MISSING_DOSE: ['date', 'vaccine', 'lot', 'place'],
  MISSING_ALL_DOSES: ['date', 'vaccine', 'lot', 'place'],
  WRONG_VACCINE_OR_LOT: ['which', 'vaccine', 'lot'],
  WRONG_DATE: ['which', 'date'],
  WRONG_FACILITY: ['which', 'place'],
  DOSE_NOT_MINE: ['which'],
}

export function doseQuestionsOf(types: readonly ReportType[]): DoseQuestion[] {
  const asked = new Set(types.filter((type) => branchOf(type) === 'dose').flatMap((type) => QUESTIONS[type] ?? []))
  return (['which', 'date', 'vaccine', 'lot', 'place'] as const).filter((question) => asked.has(question))
}
