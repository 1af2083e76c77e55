export type DeadlineKind =
  | 'report_amber'
  | 'report_overdue'
  | 'report_escalated'
  | 'list_nudge'
  | 'list_breach'
  | 'hamlet_nudge'
  | 'hamlet_late'
  | 'ruling_late'

/** Reminders of a question to the citizen, by days since it was asked (features D09). */
export type AskedKind = 'asked_1d' | 'asked_3d' | 'asked_7d'

export interface LateSubject {
  id: string
  unitId: string
  /** Of a police list; null for a report. */
  policeUnitId: string | null
}

/** What runs out of time, and who was told: each subject once per kind (features E09, E10, F02). */
export interface Deadlines {
  /** Reports still on the clock, recorded at or before this moment, without a notice of this kind; oldest first. */
  lateReports(kind: DeadlineKind, recordedUntil: Date, limit: number): Promise<LateSubject[]>
  /** Reports whose district was to say by this moment whose they are, without a notice of it (features E02). */
  lateRulings(dueUntil: Date, limit: number): Promise<LateSubject[]>
  /** Lists still with the police, due at or before this moment, without a notice of this kind. */
  lateLists(kind: DeadlineKind, dueUntil: Date, limit: number): Promise<LateSubject[]>
  /** Sheets of a hamlet with a row without an answer, due at or before this moment, without a notice of this kind (features E13). */
  lateHamletLists(kind: DeadlineKind, dueUntil: Date, limit: number): Promise<LateSubject[]>
  /** False when it was told before. */
  note(notice: { subjectId: string; kind: DeadlineKind | AskedKind; unitIds: string[]; at: Date }): Promise<boolean>
  /** Last questions of reports in review, asked at or before this moment and without a notice of this kind; oldest first. */
  questions(kind: AskedKind, askedUntil: Date, limit: number): Promise<{ reportId: string; eventId: string }[]>
  /** Deferred reports whose date (YYYY-MM-DD) has come. */
  deferredUntil(date: string, limit: number): Promise<string[]>
}
