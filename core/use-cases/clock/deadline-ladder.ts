import { AMBER_HOURS, REPORT_HOURS } from '../../domain/report/report-clock.ts'
import type { DeadlineKind } from '../../ports/deadlines.ts'
import type { Unit } from '../../ports/units.ts'

interface ReportRung {
  kind: DeadlineKind
  hoursAfterRecording: number
  /** The highest kind of unit that is told, beside every unit below it. */
  upTo: Unit['kind'] | null
}

/** Features E10: nudge, district list, province. An installation without such a unit tells its highest one. */
export const REPORT_LADDER: readonly ReportRung[] = [
  { kind: 'report_amber', hoursAfterRecording: AMBER_HOURS, upTo: null },
  { kind: 'report_overdue', hoursAfterRecording: REPORT_HOURS, upTo: 'district' },
  { kind: 'report_escalated', hoursAfterRecording: 2 * REPORT_HOURS, upTo: 'province' },
]

interface ListRung {
  kind: DeadlineKind
  hoursBeforeDue: number
  /** The unit above the police and the station's health centre are told too. */
  tellsAbove: boolean
}

/** Features F02, 3771 step 2. */
export const LIST_LADDER: readonly ListRung[] = [
  { kind: 'list_nudge', hoursBeforeDue: 12, tellsAbove: false },
  { kind: 'list_breach', hoursBeforeDue: 0, tellsAbove: true },
]

/** Our own clock (features E13): the station is told to call the hamlet, which has no account of its own. */
export const HAMLET_LADDER: readonly { kind: DeadlineKind; hoursBeforeDue: number }[] = [
  { kind: 'hamlet_nudge', hoursBeforeDue: 24 },
  { kind: 'hamlet_late', hoursBeforeDue: 0 },
]
