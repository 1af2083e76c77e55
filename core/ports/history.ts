import type { Actor } from '../domain/role.ts'

export type Subject = 'report' | 'identity_case' | 'police_list'

/** One step taken. `detail` holds codes, counts and field names, never a value of a person. */
export interface HistoryEvent {
  id: string
  subject: Subject
  subjectId: string
  seq: number
  action: string
  from: string | null
  to: string
  actor: Actor
  detail: Record<string, unknown>
  at: Date
}

export interface History {
  /** Appends to the subject's hash chain; answers the id of the event. */
  append(event: Omit<HistoryEvent, 'id' | 'seq'>): Promise<string>
  of(subject: Subject, subjectId: string): Promise<HistoryEvent[]>
}
