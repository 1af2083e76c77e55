import { ON_THE_CLOCK } from '../report/report-clock.ts'
import type { ReportState } from '../report/report-lifecycle.ts'

/** A case stays in the hands of whoever opened it this long after their last look at it (features E04). */
export const HOLD_MS = 15 * 60_000

/** Nothing is left to collide about once it is decided. */
export const isHeldForDeciding = (state: ReportState): boolean => ON_THE_CLOCK.includes(state)
