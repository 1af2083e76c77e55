import { REPORT_TYPES } from '../../domain/report/report-type.ts'
import type { ReadyReport } from './ready-report.ts'

/**
 * What one citizen says at once, by who answers for it (docs/decisions/two-branches.md): identity and everything else of the
 * record at the commune of residence (2262 step 1), doses where they were given (9458 routing). One or two, never none.
 */
export function splitBranches(ready: ReadyReport): ReadyReport[] {
  const of = (owner: 'residence' | 'facility') => ready.types.filter((type) => REPORT_TYPES[type].owner === owner)
  const [residence, facility] = [of('residence'), of('facility')]
  if (residence.length === 0 || facility.length === 0) return [ready]
  return [
    { ...ready, types: residence, doses: [] },
    { ...ready, types: facility, changes: [] },
  ]
}
