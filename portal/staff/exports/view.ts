import { conflictChoices } from '../../../core/domain/exchange/conflict-choices.ts'
import type { ControlTotals } from '../../../core/domain/exchange/control-totals.ts'
import { type FormField, inFormOrder } from '../../../core/domain/exchange/platform-form.ts'
import type { ExportRow, PlatformExport } from '../../../core/ports/exchange.ts'
import type { PlatformDelivery } from '../../../core/ports/platform-desk.ts'
import type { PlannedRow } from '../../../core/use-cases/exchange/plan-export.ts'
import type { ExportDesk } from '../../../core/use-cases/exchange/read-exchange.ts'
import { formatDate, formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { deliveryView } from './delivery-view.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

export const ROW_TAG = {
  exported: 'info',
  landed: 'success',
  not_landed: 'warning',
  changed_by_other: 'danger',
} as const

export function deskView(desk: ExportDesk, say: Say, told: { fault: string | null; done: string | null }) {
  return {
    ...told,
    importFile: desk.importFile > 0 ? say('exchange.desk.waiting', { count: desk.importFile }) : null,
    removals: desk.removals > 0 ? say('exchange.desk.waiting', { count: desk.removals }) : null,
    tasks: desk.tasks > 0 ? say('exchange.desk.tasks', { count: desk.tasks }) : null,
    handEdit: desk.handEdit > 0 ? say('exchange.desk.waiting', { count: desk.handEdit }) : null,
    conflicts: desk.conflicts.flatMap((row) => conflictLines(row, say)),
    exports: {
      columns: ['number', 'kind', 'at', 'by', 'rows', 'states'].map((key) => ({
        label: say(`exchange.columns.${key}`),
        numeric: key === 'rows',
      })),
      rows: desk.exports.map((one) => ({
        current: false,
        cells: [
          { text: one.number, href: paths.chain.export(one.id), tag: null },
          { text: say(`exchange.kind.${one.kind}`), href: null, tag: null },
          { text: formatDateTime(one.createdAt), href: null, tag: null },
          { text: one.staffName, href: null, tag: null },
          { text: formatNumber(one.totals.rows, 'vi'), href: null, tag: null },
          { text: statesText(one.perState, say), href: null, tag: null },
        ],
      })),
    },
  }
}

/** A dose has many values and one decision: its choices stand at the first of them. */
function conflictLines({ record, conflicts, changes }: PlannedRow, say: Say) {
  return conflicts.map((one, index) => {
    const isFirst = conflicts.findIndex(({ changeId }) => changeId === one.changeId) === index
    const change = isFirst ? changes.find(({ id }) => id === one.changeId) : undefined
    const who = change?.policeRowId ? 'Police' : 'Station'
    return {
      person: `${record.fullName} · ${record.recordId}`,
      field: fieldLabel(one.path, say),
      was: shownValue(one.path, one.was, say),
      is: shownValue(one.path, one.is, say),
      approved: shownValue(one.path, one.approved, say),
      changeId: one.changeId,
      waits: change?.keptBy ? say('exchange.desk.keptByOne') : null,
      choices: (change ? conflictChoices(change) : []).map((choice) => ({
        act: choice === 'take_approved' ? 'conflict' : choice,
        label: say(choice === 'ask_again' ? `exchange.desk.ask${who}` : `exchange.desk.${choice}`),
      })),
    }
  })
}

/** Only what there is: four numbers of which three are nought hide the one that matters. */
function statesText(perState: ExportDesk['exports'][number]['perState'], say: Say): string {
  const states = Object.keys(ROW_TAG) as (keyof typeof ROW_TAG)[]
  const present = states.filter((state) => perState[state] > 0)
  return present.map((state) => say(`exchange.states.${state}`, { count: perState[state] })).join(' · ')
}

type Found = { platformExport: PlatformExport; rows: ExportRow[]; delivery: PlatformDelivery | null }

export function exportView({ platformExport, rows, delivery }: Found, say: Say, told: ExportTold) {
  // Cards are typed by hand, corrections and removals alike.
  const isSheet = platformExport.kind !== 'import_file'
  const saved = rows.filter((row) => row.savedAt !== null).length
  const nextRow = rows.find((row) => row.savedAt === null && row.state === 'exported')
  return {
    number: platformExport.number,
    fault: told.fault,
    done: doneText(told, rows.length, say),
    kind: say(`exchange.kind.${platformExport.kind}`),
    template: say('exchange.desk.template', { version: platformExport.templateVersion }),
    at: formatDateTime(platformExport.createdAt),
    isSheet,
    downloadHref: platformExport.fileKey ? paths.chain.exportFile(platformExport.id) : null,
    downloadText: say(
      platformExport.kind === 'removal_list' ? 'exchange.sheet.listText' : 'exchange.sheet.downloadText',
    ),
    reverseHref: platformExport.reverseFileKey ? paths.chain.exportReverse(platformExport.id) : null,
    delivery: delivery && deliveryView(delivery, say),
    totals: totalsRows(platformExport.totals, say, {
      label: say(isSheet ? 'exchange.totals.hashSheet' : 'exchange.totals.hash'),
      value: platformExport.fileSha256 ?? '',
    }),
    saved: isSheet ? say('exchange.sheet.saved', { saved, rows: rows.length }) : null,
    nextHref: isSheet && nextRow ? `#nguoi-${nextRow.rowNo}` : null,
    cards: rows.map((row) => card(row, say)),
  }
}

export interface ExportTold {
  isNew: boolean
  isAccepted: boolean
  fault: string | null
}

function doneText({ isNew, isAccepted }: ExportTold, count: number, say: Say): string | null {
  if (isAccepted) return say('exchange.delivery.done')
  return isNew ? say('exchange.sheet.made', { count }) : null
}

function card(row: ExportRow, say: Say) {
  return {
    anchor: `nguoi-${row.rowNo}`,
    id: row.id,
    heading: `${row.rowNo}. ${row.personName}`,
    recordId: row.recordId,
    tag: { kind: ROW_TAG[row.state], label: say(`exchange.rowState.${row.state}`) },
    isSaved: row.savedAt !== null,
    mayTick: row.state === 'exported',
    fields: inFormOrder(Object.keys(row.after)).map((path) => ({
      label: fieldLabel(path, say),
      before: shownValue(path, row.before[path] ?? null, say),
      after: shownValue(path, row.after[path] ?? null, say),
    })),
  }
}

export function totalsRows(totals: ControlTotals, say: Say, hash: { label: string; value: string }) {
  const line = (label: string, value: string | number) => ({ label, value: String(value), action: null })
  return [
    line(say('exchange.totals.rows'), totals.rows),
    ...Object.entries(totals.perClass).map(([name, count]) => line(say(`exchange.totals.class.${name}`), count)),
    line(say('exchange.totals.idDigits'), totals.idDigits),
    line(hash.label, hash.value),
  ]
}

export function fieldLabel(path: string, say: Say): string {
  const isDose = path.startsWith('dose.')
  return say(`exchange.field.${isDose ? `dose.${path.slice(path.lastIndexOf('.') + 1)}` : (path as FormField)}`)
}

/** As it is typed on the Platform: dates dd/mm/yyyy, phones with 0, Nam or Nữ. */
export function shownValue(path: string, value: string | null, say: Say): string | null {
  if (value === null) return null
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (name === 'birthDate' || name === 'givenOn') return formatDate(value)
  if (name === 'sex') return say(`exchange.sex.${value}`)
  if (name === 'removed') return say('exchange.yes')
  return name === 'phone' ? value.replace(/^\+84/, '0') : value
}
