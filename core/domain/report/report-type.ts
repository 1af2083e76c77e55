import { checkReportTypes, type ReportBranch } from './check-report-types.ts'
import table from './report-types.json' with { type: 'json' }

export { IDENTITY_FIELDS, type IdentityField, type Question, type ReportBranch } from './check-report-types.ts'

/** What a citizen may report (domain 2.1): the keys of the reviewed table (features B01). */
export type ReportType = keyof typeof table

/** Questions, evidence, owner and clock of each type; portal and chat read them here and nowhere else. */
export const REPORT_TYPES = checkReportTypes(table)

export function branchOf(type: ReportType): ReportBranch {
  return REPORT_TYPES[type].branch
}
