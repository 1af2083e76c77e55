import type { LegalFacts } from '../../domain/exchange/frozen-list.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'

/** The four fields of 9438 as the station proposes them to the police: what the citizen corrects over what is recorded. */
export function legalFactsOf(report: Report, record: PlatformRecord): LegalFacts {
  const corrected = (field: string) => report.changes.find((change) => change.field === field)?.correct
  const sex = corrected('sex') ?? record.sex ?? report.claimant.sex
  return {
    fullName: corrected('fullName') ?? record.fullName,
    birthDate: corrected('birthDate') ?? record.birthDate ?? report.claimant.birthDate,
    sex: sex === 'male' ? 'male' : 'female',
    idNumber: corrected('idNumber') ?? record.idNumber ?? report.claimant.idNumber ?? '',
  }
}
