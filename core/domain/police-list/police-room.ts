import { MAX_LIST_ROWS, POLICE_DAYS } from './police-answer.ts'

/** One officer in two days checks one full list, unless the police say otherwise (features F13). */
export const USUAL_ROWS_A_DAY = MAX_LIST_ROWS / POLICE_DAYS

/**
 * How many people may still be sent without the district's consent: capacity × 2 days, less what lies there unanswered. A unit
 * whose officers have no account here still has one officer.
 */
export function roomAt(load: { officers: number; rowsPerOfficerDay: number; openRows: number }): number {
  const capacity = Math.max(1, load.officers) * load.rowsPerOfficerDay * POLICE_DAYS
  return Math.max(0, capacity - load.openRows)
}
