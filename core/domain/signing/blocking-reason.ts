import type { IdentityCaseState } from '../identity-case/identity-case-lifecycle.ts'
import type { PassportObjection } from '../papers/dcc-payload.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { ReportState } from '../report/report-lifecycle.ts'

/** Why there is no signature yet, most fundamental first: everybody who waits has exactly one (features H12). */
export const BLOCKING_REASONS = [
  'no_id',
  'malformed_id',
  'open_identity_case',
  'dose_frozen',
  'open_report',
  'two_records',
  'match_wrong',
  'not_verifiable',
  'not_matched',
  'dose_incomplete',
  'vaccine_not_listed',
  'dose_not_plausible',
  'name_not_writable',
] as const

export type BlockingReason = (typeof BLOCKING_REASONS)[number]

export interface SigningFacts {
  record: Pick<PlatformRecord, 'nationality' | 'idNumber' | 'idText' | 'birthDate' | 'matchResult'>
  openCase: IdentityCaseState | null
  openReports: readonly ReportState[]
  /** Its person says they never had one of the doses, and the facility has not answered (features B06). */
  frozenDose: boolean
  /** Joined with another record whose doses the Platform still holds apart (features B05). */
  twoRecords: boolean
  doses: readonly { number: number | null; givenOn: string | null; vaccine: string; isListed: boolean }[]
  /** What stands against a passport of these facts; null: nothing. */
  passportObjection: PassportObjection | null
}

/** Null: ready to sign. Vietnamese people need a right match; foreigners are never matched ([S-003] rules 1 and 2). */
export function blockingReason(facts: SigningFacts): BlockingReason | null {
  return identityReason(facts) ?? doseReason(facts) ?? passportReason(facts)
}

/** Landed and waiting for this very signature: such a report does not stand in its way. */
const WAITS_FOR_SIGNATURE: readonly ReportState[] = ['platform_updated']

function identityReason({
  record,
  openCase,
  openReports,
  frozenDose,
  twoRecords,
}: SigningFacts): BlockingReason | null {
  const isForeign = record.nationality !== 'VN'
  if (!record.idNumber && record.idText.trim() === '') return 'no_id'
  if (!record.idNumber && !isForeign) return 'malformed_id'
  if (openCase) return 'open_identity_case'
  if (frozenDose) return 'dose_frozen'
  if (openReports.some((state) => !WAITS_FOR_SIGNATURE.includes(state))) return 'open_report'
  // Half a person's doses on a passport would be a wrong passport.
  if (twoRecords) return 'two_records'
  if (record.birthDate === null) return 'not_verifiable'
  if (isForeign || record.matchResult === 'right') return null
  if (record.matchResult === 'wrong') return 'match_wrong'
  return record.matchResult === 'not_verifiable' ? 'not_verifiable' : 'not_matched'
}

function doseReason({ doses }: SigningFacts): BlockingReason | null {
  const complete = doses.filter(isCompleteDose)
  if (complete.length === 0 || complete.length < doses.length) return 'dose_incomplete'
  return complete.some((dose) => !dose.isListed) ? 'vaccine_not_listed' : null
}

/** A signature that no passport can follow would only promise one. */
function passportReason({ passportObjection: objection }: SigningFacts): BlockingReason | null {
  if (objection === 'dose_not_plausible' || objection === 'name_not_writable') return objection
  return objection === 'birth_date_not_real' ? 'not_verifiable' : null
}

/** A dose that can be signed says which, what and when. */
export function isCompleteDose(dose: { number: number | null; givenOn: string | null; vaccine: string }): boolean {
  return dose.number !== null && dose.givenOn !== null && dose.vaccine.trim() !== ''
}
