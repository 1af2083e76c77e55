import type { ReportAction } from './report-lifecycle.ts'

/** The texts a citizen gets, one per step: templates/notifications/<key>.<locale>.hbs (features I01). */
export const NOTICE_KEYS = [
  'report-recorded',
  'report-taken',
  'report-handed-over',
  'report-approved',
  'report-with-police',
  'report-deferred',
  'report-resumed',
  'report-refused',
  'more-asked',
  'more-asked-again',
  'report-answered',
  'police-confirmed',
  'police-objected',
  'report-exported',
  'report-landed',
  'report-not-landed',
  'record-signed',
  'report-resent',
  'report-appealed',
  'report-withdrawn',
  'photo-unreadable',
  'photos-destroyed',
  'reminder-photo',
  'reminder-card',
  'reminder-error-list',
  'channel-linked',
] as const

export type NoticeKey = (typeof NOTICE_KEYS)[number]

/** Every step a report takes tells its citizen something: an action without a text does not compile. */
export const NOTICE_OF: Record<ReportAction | 'record', NoticeKey> = {
  record: 'report-recorded',
  take: 'report-taken',
  approve: 'report-approved',
  send_to_police: 'report-with-police',
  defer: 'report-deferred',
  refuse: 'report-refused',
  ask_citizen: 'more-asked',
  answer: 'report-answered',
  hand_over: 'report-handed-over',
  resume: 'report-resumed',
  police_confirmed: 'police-confirmed',
  police_objected: 'police-objected',
  export: 'report-exported',
  landed: 'report-landed',
  not_landed: 'report-not-landed',
  sign: 'record-signed',
  resend: 'report-resent',
  appeal: 'report-appealed',
  withdraw: 'report-withdrawn',
}
