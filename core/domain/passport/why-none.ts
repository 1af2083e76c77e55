import type { BlockingReason } from '../signing/blocking-reason.ts'

/** Why somebody has no vaccine passport yet, as they are told: exactly one for everybody (features H12). */
export const WHY_NONE = [
  'no_number',
  'police_checking',
  'facts_wrong',
  'not_verifiable',
  'waiting_match',
  'open_report',
  'dose_incomplete',
  'vaccine_not_listed',
  'waiting_signature',
] as const
export type WhyNone = (typeof WHY_NONE)[number]

/** Who has to act next: the person's station, its police, the unit that gave the dose, or the national match. */
export type WhoActs = 'station' | 'police' | 'facility' | 'ministry'

/** What stops a signature, in the words of the desk, to what the person is told. */
const TOLD: Record<BlockingReason, WhyNone> = {
  no_id: 'no_number',
  malformed_id: 'no_number',
  open_identity_case: 'police_checking',
  dose_frozen: 'open_report',
  open_report: 'open_report',
  two_records: 'open_report',
  match_wrong: 'facts_wrong',
  not_verifiable: 'not_verifiable',
  not_matched: 'waiting_match',
  dose_incomplete: 'dose_incomplete',
  vaccine_not_listed: 'vaccine_not_listed',
  dose_not_plausible: 'dose_incomplete',
  name_not_writable: 'facts_wrong',
}

export const WHO_ACTS: Record<WhyNone, WhoActs> = {
  no_number: 'station',
  police_checking: 'police',
  facts_wrong: 'station',
  not_verifiable: 'station',
  waiting_match: 'ministry',
  open_report: 'station',
  dose_incomplete: 'facility',
  vaccine_not_listed: 'facility',
  waiting_signature: 'facility',
}

/** `blocked` null: nothing stands in the way but the signature, or the code that follows it. */
export function whyNone(blocked: BlockingReason | null): WhyNone {
  return blocked === null ? 'waiting_signature' : TOLD[blocked]
}
