import type { LegalFacts } from '../../../core/domain/exchange/frozen-list.ts'
import type { HamletSays } from '../../../core/ports/identity-cases.ts'
import type { PoliceList, PoliceListSummary, PoliceRow } from '../../../core/ports/police-lists.ts'
import type { PoliceListView } from '../../../core/use-cases/police/read-police-lists.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { valueText } from '../hamlet/desk-view.ts'
import { sealView } from './seal-view.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

const HOUR = 3_600_000

/** The two days in words, with a colour that is never alone (features F02). */
export function clockTag(list: Pick<PoliceList, 'state' | 'dueAt'>, now: Date, say: Say) {
  if (list.state === 'returned') return { kind: 'success', label: say('police.clock.done') }
  const hours = (list.dueAt.getTime() - now.getTime()) / HOUR
  if (hours < 0) return { kind: 'danger', label: say('police.clock.over', { hours: Math.ceil(-hours) }) }
  return { kind: hours < 12 ? 'warning' : 'info', label: say('police.clock.left', { hours: Math.floor(hours) }) }
}

/** Lists as a table; `other` is the unit on the far side. */
export function listTable(
  lists: PoliceListSummary[],
  side: 'station' | 'police',
  hrefOf: (number: string) => string,
  now: Date,
  say: Say,
) {
  const columns = ['number', 'unit', 'progress', 'due', 'state'].map((key) => ({
    label: say(`police.columns.${key}`),
    numeric: key === 'progress',
  }))
  const rows = lists.map((list) => ({
    current: false,
    cells: [
      { text: list.number, href: hrefOf(list.number), tag: null },
      { text: side === 'police' ? list.unitName : list.policeUnitName, href: null, tag: null },
      { text: `${list.answered} / ${list.rows}`, href: null, tag: null },
      { text: formatDateTime(list.dueAt), href: null, tag: null },
      { text: say(`police.state.${list.state}`), href: null, tag: list.open > 0 ? clockTag(list, now, say) : null },
    ],
  }))
  return { columns, rows }
}

export function listSummary({ list, unitName, policeUnitName, rows }: PoliceListView, now: Date, say: Say) {
  const line = (key: string, value: string) => ({ label: say(`police.list.${key}`), value, action: null })
  const count = (isOne: (row: PoliceRow) => boolean) => String(rows.filter(isOne).length)
  return {
    number: list.number,
    clock: clockTag(list, now, say),
    // The clock of a whole return says the same.
    state: list.state === 'returned' ? null : say(`police.state.${list.state}`),
    summary: [
      line('from', unitName),
      line('to', policeUnitName),
      line('drawnUpOn', formatDate(list.drawnUpOn)),
      line('due', formatDateTime(list.dueAt)),
      line('rows', String(rows.length)),
      line(
        'answered',
        count((row) => row.answer !== null),
      ),
      line(
        'open',
        count((row) => row.open),
      ),
      line('hash', list.sha256),
    ],
  }
}

const RETURN_TAG = { drawn_up: 'warning', signed: 'info', accepted: 'success' } as const

export function returnCards({ list, returns, rows }: PoliceListView, paperHref: (part: number) => string, say: Say) {
  const firstSigned = returns.find(({ state }) => state === 'signed')?.id
  return returns.map((one) => ({
    id: one.id,
    heading: say('police.list.part', { part: one.part }),
    tag: { kind: RETURN_TAG[one.state], label: say(`police.returnState.${one.state}`) },
    text: say('police.list.partRows', {
      count: rows.filter((row) => row.returnId === one.id).length,
      hash: one.sha256,
    }),
    fileHash: say('police.list.fileHash', { hash: one.fileSha256 }),
    ...sealView(one, list.number, say),
    paperHref: paperHref(one.part),
    isDrawnUp: one.state === 'drawn_up',
    isSigned: one.state === 'signed',
    // One key leads to one button, whatever waits beside it.
    acceptKey: one.id === firstSigned ? 'n' : null,
  }))
}

/** A row as text: the four legal fields, nothing else. */
export function factsOf(row: PoliceRow, say: Say) {
  return {
    rowNo: row.rowNo,
    fullName: row.fullName,
    birthDate: formatDate(row.birthDate),
    sex: say(`police.sex.${row.sex}`),
    idNumber: row.idNumber,
    hamlet: hamletText(row, say),
  }
}

/** What the hamlet wrote otherwise, both values side by side, for whoever compares (2262 step 2, features E13). */
function hamletText({ hamletSays }: PoliceRow, say: Say): string | null {
  const fields = Object.entries(hamletSays?.fields ?? {}) as [keyof LegalFacts, HamletSays['fields']['fullName']][]
  const texts = fields.map(([field, both]) =>
    say('hamlet.correction', {
      field: say(`police.field.${field}`),
      station: valueText(field, both?.station ?? '', say),
      hamlet: valueText(field, both?.hamlet ?? '', say),
    }),
  )
  return texts.length > 0 ? texts.join('. ') : null
}

export function answerText(row: PoliceRow, say: Say): string {
  const fields = row.wrongFields.map((field) => say(`police.field.${field}`)).join(', ')
  const words = say(`police.answer.${row.answer ?? 'none'}`)
  return [fields ? `${words}: ${fields}` : words, row.note].filter(Boolean).join('. ')
}
