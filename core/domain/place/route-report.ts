import type { ReportBranch } from '../report/report-type.ts'

export interface RoutingFacts {
  branches: readonly ReportBranch[]
  /** The unit that holds the person's record: the commune of permanent residence. */
  recordUnitId: string | null
  /** Where the dose was given, by the ladder of 9458 (`routeDose`); null: no rung is known. */
  doseUnitId: string | null
  /** For a foreigner, the unit that answers for them (features A12); absent or null: a Vietnamese person. */
  foreignUnitId?: string | null
  stationIds: readonly string[]
  /** The unit that gets what nobody owns (features E10). */
  fallbackId: string
}

/**
 * Who handles a report: identity goes to the commune of permanent residence (2262 step 1), a dose to where it was given
 * (9458 routing). A phone never decides, and nothing stays unowned (features E01).
 */
export function routeReport(facts: RoutingFacts): string {
  const { branches, recordUnitId, doseUnitId, foreignUnitId = null, stationIds, fallbackId } = facts
  const onlyDose = branches.length > 0 && branches.every((branch) => branch === 'dose')
  if (onlyDose) return doseUnitId ?? recordUnitId ?? fallbackId
  if (foreignUnitId !== null) return foreignUnitId
  const [onlyStation, ...others] = stationIds
  return recordUnitId ?? (others.length === 0 ? onlyStation : null) ?? fallbackId
}
