/** Kinds of notices; each has a sentence in templates/locales/notices. */
export const STAFF_NOTICES = [
  'digest',
  'police_digest',
  'report_overdue',
  'report_escalated',
  'ruling_late',
  'list_nudge',
  'list_breach',
  'hamlet_nudge',
  'hamlet_late',
  'shared_log_in',
  'unread',
  'request_waits',
  'account_unconfirmed',
  'account_idle',
] as const

export type StaffNoticeKind = (typeof STAFF_NOTICES)[number]

export interface StaffNotice {
  id: string
  staffId: string
  unitId: string
  kind: StaffNoticeKind
  /** Codes and counts, never a person's data. */
  detail: Readonly<Record<string, string | number>>
  madeAt: Date
  readAt: Date | null
}

/** A deadline that nobody was told about yet. */
export interface UntoldDeadline {
  subjectId: string
  kind:
    | 'report_overdue'
    | 'report_escalated'
    | 'ruling_late'
    | 'list_nudge'
    | 'list_breach'
    | 'hamlet_nudge'
    | 'hamlet_late'
  unitIds: string[]
  /** Receipt code of the report, or number of the list. */
  code: string
}

export interface DigestCounts {
  fresh: number
  dueToday: number
  late: number
}

/** What the house tells its officers (features I11). */
export interface StaffNotices {
  /** False when the same was told before. */
  tell(notice: Omit<StaffNotice, 'readAt'> & { dedupeKey: string }): Promise<boolean>
  of(staffId: string, atMost: number): Promise<StaffNotice[]>
  readAll(staffId: string, until: Date): Promise<void>
  /** Not read since then and not passed on, per officer; marks them passed on. */
  passOn(madeUntil: Date, at: Date): Promise<{ staffId: string; unitId: string; count: number }[]>
  untold(atMost: number): Promise<UntoldDeadline[]>
  told(deadline: Pick<UntoldDeadline, 'subjectId' | 'kind'>, at: Date): Promise<void>
  /** Reports at this unit: recorded since, due before, overdue now. */
  reportsAt(unitId: string, day: { since: Date; until: Date; now: Date }): Promise<DigestCounts>
  listsAt(policeUnitId: string, day: { since: Date; until: Date; now: Date }): Promise<DigestCounts>
}
