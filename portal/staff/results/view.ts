import type { MatchResult } from '../../../core/domain/person/record-class.ts'
import type { ImportRow, ImportRun } from '../../../core/ports/imports.ts'
import type { PlannedRow } from '../../../core/use-cases/exchange/plan-export.ts'
import type { ResultView } from '../../../core/use-cases/exchange/read-exchange.ts'
import { formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'
import { landingView } from './landing-view.ts'
import { stateTag } from './list-view.ts'

const REFRESH_SECONDS = 2
const FAULTY_SHOWN = 50
const RESULTS: readonly MatchResult[] = ['right', 'wrong', 'not_verifiable', 'not_in_register']

type Found = ResultView & { conflicts: readonly PlannedRow[] }
type Told = { fault: string | null; told: string | null }

/** One verification list: before it is applied the totals, afterwards what became of what was sent out. */
export function resultView({ run, results, faulty, settled, conflicts }: Found, say: Say, { fault, told }: Told) {
  const isBusy = run.state === 'applying'
  return {
    fault,
    told,
    fileName: run.fileName,
    at: formatDateTime(run.createdAt),
    state: stateTag(run.state, say),
    refresh: isBusy ? REFRESH_SECONDS : null,
    progress: isBusy ? { value: run.rowsDone, max: Math.max(run.rowsTotal, 1) } : null,
    mayApply: run.state === 'previewed',
    totals: totalsOf(run, say),
    results: RESULTS.map((name) => line(say(`exchangeresults.result.${name}`), results[name] ?? 0)),
    sha256: run.sha256,
    faulty: faulty.slice(0, FAULTY_SHOWN).map((row) => faultyRow(row, say)),
    faultyHref: faulty.length > 0 ? paths.chain.resultErrors(run.id) : null,
    isApplied: run.state === 'applied',
    hasSettled: settled.length > 0,
    landings: landingView(settled, conflicts, say),
  }
}

function totalsOf({ state, totals, rowsDeclared }: ImportRun, say: Say) {
  const total = (key: string, value: number) => line(say(`exchangeresults.totals.${key}`), value)
  const outcome = state === 'applied' ? [total('changed', totals.changed), total('same', totals.same)] : []
  const declared = rowsDeclared === null ? [] : [total('declared', rowsDeclared)]
  return [
    total('rows', totals.rows),
    ...declared,
    ...outcome,
    total('refused', totals.refused),
    total('idDigits', totals.idDigits),
  ]
}

function line(label: string, value: number) {
  return { label, value: formatNumber(value, 'vi'), action: null }
}

function faultyRow({ rowNo, recordId, errors }: ImportRow, say: Say) {
  return { rowNo, recordId: recordId ?? '', why: errors.map((code) => say(`imports.row.${code}`)).join(' ') }
}
