/**
 * How long each kind of data stays (features L04). The nightly work and the page "Quyền của tôi" read this one table.
 * `days` count from the moment in `from`; null: as long as the law or the Platform keeps it.
 */
export interface RetentionRule {
  days: number | null
  from: 'last_change' | 'its_end' | 'received' | 'police_result' | 'report_end' | 'sent'
  action: 'delete' | 'destroy_key' | 'keep'
}

const HOUR = 1 / 24

export const RETENTION = {
  drafts: { days: 7, from: 'last_change', action: 'delete' },
  one_time_codes: { days: 1, from: 'its_end', action: 'delete' },
  photo_links: { days: 1, from: 'its_end', action: 'delete' },
  proofs: { days: 0, from: 'its_end', action: 'delete' },
  rate_limits: { days: 0, from: 'its_end', action: 'delete' },
  upload_links: { days: 1, from: 'its_end', action: 'delete' },
  copy_links: { days: 1, from: 'its_end', action: 'delete' },
  passport_links: { days: 1, from: 'its_end', action: 'delete' },
  own_photo_links: { days: 1, from: 'its_end', action: 'delete' },
  link_codes: { days: 1, from: 'its_end', action: 'delete' },
  counter_codes: { days: 30, from: 'its_end', action: 'delete' },
  family_codes: { days: 1, from: 'its_end', action: 'delete' },
  // Who was whose member (features A07); the name goes at the end itself.
  family_ended: { days: 30, from: 'its_end', action: 'delete' },
  // Initials on a helper's list (features A09), and a phone told at the counter that nobody proved (B15).
  helped_list: { days: 30, from: 'its_end', action: 'delete' },
  told_phones: { days: 30, from: 'received', action: 'delete' },
  birth_papers: { days: 30, from: 'its_end', action: 'delete' },
  helper_codes: { days: 1, from: 'its_end', action: 'delete' },
  early_receipts: { days: HOUR, from: 'received', action: 'delete' },
  staff_sessions: { days: 0, from: 'its_end', action: 'delete' },
  // What was heard is kept 30 days: its keys must live 7 (channels 5.3).
  inbox: { days: 30, from: 'its_end', action: 'delete' },
  conversations: { days: 30, from: 'last_change', action: 'delete' },
  said: { days: 30, from: 'its_end', action: 'delete' },
  help_requests: { days: 30, from: 'its_end', action: 'delete' },
  call_list: { days: 30, from: 'its_end', action: 'delete' },
  uploads: { days: 1, from: 'received', action: 'destroy_key' },
  photos_unsent: { days: 7, from: 'received', action: 'destroy_key' },
  photos_after_police: { days: 7, from: 'police_result', action: 'destroy_key' },
  photos_after_end: { days: 30, from: 'report_end', action: 'destroy_key' },
  household_rows: { days: 14, from: 'sent', action: 'delete' },
  // What is left of a sheet: its sender and the counts.
  household_sheets: { days: 30, from: 'its_end', action: 'delete' },
  // A person nobody at this phone knows stays hidden there (features A08): without the pair they would be shown again.
  unknown_people: { days: null, from: 'received', action: 'keep' },
  reports: { days: null, from: 'report_end', action: 'keep' },
  record: { days: null, from: 'received', action: 'keep' },
  consents: { days: null, from: 'received', action: 'keep' },
  audit: { days: null, from: 'received', action: 'keep' },
} as const satisfies Record<string, RetentionRule>

export type DataClass = keyof typeof RETENTION

const DAY = 86_400_000

/** Classes whose time ends by the clock. */
export type Passing = { [C in DataClass]: (typeof RETENTION)[C]['days'] extends null ? never : C }[DataClass]

/** What began before this moment has had its time. */
export function keptSince(data: Passing, now: Date): Date {
  return new Date(now.getTime() - RETENTION[data].days * DAY)
}
