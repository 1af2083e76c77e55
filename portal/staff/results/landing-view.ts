import type { ExportRow } from '../../../core/ports/exchange.ts'
import type { PlannedRow } from '../../../core/use-cases/exchange/plan-export.ts'
import { fieldLabel, type Say, shownValue } from '../exports/view.ts'

/** What needs an officer stands first. */
const LANDINGS = ['changed_by_other', 'not_landed', 'landed'] as const
type LandingState = (typeof LANDINGS)[number]

const TAG = { changed_by_other: 'danger', not_landed: 'warning', landed: 'success' } as const

/** People shown per kind of outcome; the export pages hold everybody. */
const SHOWN = 200

/** Sent-out rows by what became of them, each value in three columns: was, is, approved (features G03, G05). */
export function landingView(settled: readonly ExportRow[], conflicts: readonly PlannedRow[], say: Say) {
  return LANDINGS.map((state) => {
    const rows = settled.filter((row) => row.state === state)
    return {
      state,
      tag: { kind: TAG[state], label: say(`exchange.rowState.${state}`) },
      count: rows.length,
      text: say(`exchangeresults.landing.${state}`),
      more: rows.length > SHOWN ? say('exchangeresults.landing.more', { shown: SHOWN, count: rows.length }) : null,
      lines: rows.slice(0, SHOWN).flatMap((row) => linesOf(row, state, conflicts, say)),
      mayChoose: state === 'changed_by_other',
    }
  })
}

function linesOf(row: ExportRow, state: LandingState, conflicts: readonly PlannedRow[], say: Say) {
  const open = state === 'changed_by_other' ? openConflicts(row, conflicts) : []
  return Object.keys(row.after).map((path, index) => ({
    isFirst: index === 0,
    person: row.personName,
    recordId: row.recordId,
    field: fieldLabel(path, say),
    was: shownValue(path, row.before[path] ?? null, say),
    is: shownValue(path, row.seen?.[path] ?? null, say),
    approved: shownValue(path, row.after[path] ?? null, say),
    ...actAt(path, open),
  }))
}

/** A dose has many values and one decision: its button stands at the first of them. */
function actAt(path: string, open: ReturnType<typeof openConflicts>) {
  const conflict = open.find((one) => one.path === path)
  const isFirst = conflict && open.find((one) => one.changeId === conflict.changeId) === conflict
  return { changeId: isFirst ? conflict.changeId : null, isChosen: !conflict }
}

function openConflicts(row: ExportRow, conflicts: readonly PlannedRow[]) {
  return conflicts.flatMap((planned) => planned.conflicts.filter((one) => row.changeIds.includes(one.changeId)))
}
