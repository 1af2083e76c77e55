export type DeadlineKind = 'report_amber' | 'report_overdue' | 'report_escalated' | 'list_nudge' | 'list_breach'

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
  /** Lists still with the police, due at or before this moment, without a notice of this kind. */
  lateLists(kind: DeadlineKind, dueUntil: Date, limit: number): Promise<LateSubject[]>
  /** False when it was told before. */
  note(notice: { subjectId: string; kind: DeadlineKind; unitIds: string[]; at: Date }): Promise<boolean>
  /** Deferred reports whose date (YYYY-MM-DD) has come. */
  deferredUntil(date: string, limit: number): Promise<string[]>
}
