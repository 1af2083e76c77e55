import type { Report } from './report.ts'
import type { ReportState } from './report-lifecycle.ts'

const HOUR = 3_600_000

/** The 48 hours of letter 9458 run from recording and do not pause, weekends included. */
export const REPORT_HOURS = 48

/** Amber from here (features E09). */
export const AMBER_HOURS = 36

export function dueAt(recordedAt: Date): Date {
  return new Date(recordedAt.getTime() + REPORT_HOURS * HOUR)
}

/** The letter's clock covers review and the result: once decided or handed to the police the colour no longer shames the reviewer. */
export const ON_THE_CLOCK: readonly ReportState[] = ['queued', 'in_review', 'deferred']

export type ClockColour = 'calm' | 'amber' | 'overdue' | 'stopped'

export function clockColour(report: Pick<Report, 'state' | 'recordedAt'>, now: Date): ClockColour {
  if (!ON_THE_CLOCK.includes(report.state)) return 'stopped'
  const hours = (now.getTime() - report.recordedAt.getTime()) / HOUR
  if (hours >= REPORT_HOURS) return 'overdue'
  return hours >= AMBER_HOURS ? 'amber' : 'calm'
}
