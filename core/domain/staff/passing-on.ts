import type { Report } from '../report/report.ts'

/** Units pass a report on at most this often; then the district says whose it is (features E02). */
export const MAX_HOPS = 2

/** From the moment the district is asked. */
export const RULING_MS = 24 * 3_600_000

/** `open`: the district was asked and has not said yet. `made`: whoever it named keeps the report. */
export type Ruling = 'none' | 'open' | 'made'

export type PassingOn = 'to_any_unit' | 'to_district' | 'no'

/** Where an officer may pass a report on. `mayPlace`: their word decides; a station asks for it once two units did not want it. */
export function passingOn({ hops }: Pick<Report, 'hops'>, ruling: Ruling, mayPlace: boolean): PassingOn {
  if (mayPlace) return 'to_any_unit'
  if (ruling === 'made') return 'no'
  return hops < MAX_HOPS ? 'to_any_unit' : 'to_district'
}
