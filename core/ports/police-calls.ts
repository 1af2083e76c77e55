import type { CallKind, DayPart } from '../domain/police-list/police-answer.ts'

/** One time somebody was asked to come to the commune police; each is one contact attempt (features F08, F09). */
export interface PoliceCall {
  id: string
  kind: CallKind
  reportId: string
  identityCaseId: string
  policeRowId: string
  policeUnitId: string
  /** YYYY-MM-DD; null: any day within the opening hours. */
  comeOn: string | null
  comePart: DayPart | null
  /** Counted from 1 over everything this report was asked to come for. */
  attempt: number
  calledAt: Date
  endedAt: Date | null
}

export interface PoliceCalls {
  /** Adds the next attempt of this report and answers its number. */
  add(call: Omit<PoliceCall, 'attempt' | 'endedAt'>): Promise<number>
  /** The newest one that has not ended; null: nobody waits for this citizen. */
  openOf(reportId: string): Promise<PoliceCall | null>
  /** The person came, or the case went on without them. */
  endOfCase(identityCaseId: string, at: Date): Promise<void>
  /** How often the people of these cases were asked to come. */
  attemptsOf(identityCaseIds: readonly string[]): Promise<Map<string, number>>
}
