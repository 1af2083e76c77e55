import type { ImportRow, ImportRun, ImportState } from '../../../core/ports/imports.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate, formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'

export const STATE_TAG: Record<ImportState, 'neutral' | 'info' | 'success' | 'warning' | 'danger'> = {
  reading: 'info',
  previewed: 'warning',
  applying: 'info',
  applied: 'success',
  undone: 'neutral',
  refused: 'danger',
}

export function listView(runs: ImportRun[], locale: Locale, render: Renderer, fault: string | null = null) {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, locale, params)
  return {
    fault,
    errors: fault ? [{ message: fault, href: '#file' }] : [],
    columns: ['file', 'at', 'rows', 'state'].map((key) => ({
      label: say(`imports.columns.${key}`),
      numeric: key === 'rows',
    })),
    rows: runs.map((run) => ({
      current: false,
      cells: [
        { text: run.fileName, href: paths.staff.import(run.id), tag: null },
        { text: formatDateTime(run.createdAt), href: null, tag: null },
        { text: formatNumber(run.rowsTotal, locale), href: null, tag: null },
        { text: null, href: null, tag: { kind: STATE_TAG[run.state], label: say(`imports.state.${run.state}`) } },
      ],
    })),
  }
}

export function importView(
  run: ImportRun,
  { errors, repaired, repairs }: { errors: ImportRow[]; repaired: ImportRow[]; repairs: number },
  locale: Locale,
  render: Renderer,
  fault: string | null = null,
) {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, locale, params)
  const busy = run.state === 'reading' || run.state === 'applying'
  const { totals } = run
  const count = (key: string, value: number) => ({
    label: say(`imports.totals.${key}`),
    value: formatNumber(value, locale),
    action: null,
  })
  return {
    fault,
    fileName: run.fileName,
    state: { kind: STATE_TAG[run.state], label: say(`imports.state.${run.state}`) },
    busy,
    refresh: busy ? 2 : null,
    progress: {
      value: run.rowsDone,
      max: Math.max(run.rowsTotal, 1),
      label: say(`imports.progress.${run.state === 'applying' ? 'applying' : 'reading'}`),
    },
    at: formatDateTime(run.createdAt),
    whole: run.isWhole && run.kind === 'doses' ? wholeSentence(run, say) : null,
    refusal: run.refusal ? refusalSentence(run, run.refusal, say) : null,
    totals:
      run.state === 'reading' || run.state === 'refused'
        ? []
        : [
            count('rows', totals.rows),
            count('added', totals.added),
            count('changed', totals.changed),
            count('same', totals.same),
            count('refused', totals.refused),
            count('idDigits', totals.idDigits),
          ],
    sha256: run.sha256,
    classes: run.kind === 'records' ? Object.entries(totals.classes).map(([name, n]) => count(`class.${name}`, n)) : [],
    errors: errors.map((row) => errorLine(row, locale, render)),
    errorsHref: errors.length > 0 ? paths.staff.importErrors(run.id) : null,
    repairs: repairs > 0 ? repairsView(repaired, repairs, say) : null,
    applyHref: run.state === 'previewed' ? paths.staff.importAct(run.id, 'ghi') : null,
    undoHref: run.state === 'applied' ? paths.staff.importAct(run.id, 'hoan-tac') : null,
    backHref: paths.staff.imports,
  }
}

/** Without a total nobody knows whether it broke off: it says of no dose that it is gone (features G13). */
function wholeSentence({ rowsDeclared }: ImportRun, say: (key: string) => string): string {
  return say(rowsDeclared === null ? 'imports.wholeNoTotal' : 'imports.wholeRead')
}

const REPAIRS_SHOWN = 100

/** Every cell that was read as something else than its letters, before anybody applies the file (features G14). */
function repairsView(
  rows: readonly ImportRow[],
  count: number,
  say: (key: string, params?: Record<string, string | number>) => string,
) {
  const lines = rows.flatMap(({ rowNo, repairs = [] }) =>
    repairs.map(({ field, from, to, why }) => ({
      rowNo,
      field: say(`imports.repairs.fields.${field}`),
      from,
      to: /^\d{4}-\d\d-\d\d$/u.test(to) ? formatDate(to) : to,
      why: say(`imports.repairs.reason.${why}`),
    })),
  )
  const shown = Math.min(lines.length, REPAIRS_SHOWN)
  return {
    lines: lines.slice(0, REPAIRS_SHOWN),
    count: say('imports.repairs.count', { count }),
    more: count > shown ? say('imports.repairs.more', { shown, count }) : null,
  }
}

function errorLine(row: ImportRow, locale: Locale, render: Renderer) {
  const taken = row.facts !== null
  return {
    rowNo: row.rowNo,
    recordId: row.recordId ?? '',
    taken: { kind: taken ? 'info' : 'danger', label: render.sentence(`imports.taken.${taken ? 'yes' : 'no'}`, locale) },
    why: row.errors.map((code) => rowSentence(code, locale, render)).join(' '),
  }
}

/** A row error is a code, or `code:detail`. */
export function rowSentence(code: string, locale: Locale, render: Renderer): string {
  const [name = '', detail = ''] = code.split(':')
  return render.sentence(`imports.row.${name}`, locale, { detail })
}

function refusalSentence(
  { rowsDeclared, rowsTotal }: ImportRun,
  refusal: string,
  say: (key: string, params?: Record<string, string | number>) => string,
): string {
  const [name = '', detail = ''] = refusal.split(':')
  if (name === 'totals_differ')
    return say('imports.refusal.totals_differ', { stated: rowsDeclared ?? 0, counted: rowsTotal, difference: detail })
  return say(`imports.refusal.${name}`, { detail })
}
