export const EXPIRING = [
  'drafts',
  'one_time_codes',
  'photo_links',
  'own_photo_links',
  'proofs',
  'rate_limits',
  'upload_links',
  'link_codes',
  'copy_links',
  'passport_links',
  'counter_codes',
  'family_codes',
  'helper_codes',
  'birth_papers',
  'early_receipts',
  'staff_sessions',
  'inbox',
  'conversations',
] as const

export type Expiring = (typeof EXPIRING)[number]

/** Rows that served their purpose. */
export interface Expired {
  /** Removes those whose time ended before this moment; answers how many. */
  remove(what: Expiring, endedBefore: Date): Promise<number>
  /** Removes sent messages of these purposes: what was said in a chat, and codes. Notices stay with their report. */
  removeSaid(purposes: readonly ('reply' | 'code')[], settledBefore: Date): Promise<number>
}
