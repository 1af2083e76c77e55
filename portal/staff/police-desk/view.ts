import { POLICE_ANSWERS } from '../../../core/domain/police-list/police-answer.ts'
import { IDENTITY_FIELDS } from '../../../core/domain/report/report-type.ts'
import type { PoliceListSummary, PoliceRow } from '../../../core/ports/police-lists.ts'
import type { AnswerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import type { PoliceListView } from '../../../core/use-cases/police/read-police-lists.ts'
import { paths } from '../../paths.ts'
import { factsOf, listSummary, listTable, returnCards, type Say } from '../police-lists/list-view.ts'
import type { KeptMinutes } from './form.ts'

/** A page of people: what an officer answers in one sitting, and few enough fields for one form. */
export const ROWS_PER_PAGE = 25

const NO_MINUTES = { number: '', date: '', parties: '' }

export function deskView(lists: PoliceListSummary[], now: Date, say: Say) {
  return { lists: listTable(lists, 'police', paths.chain.policeDeskList, now, say) }
}

export interface Told {
  fault: string | null
  done: string | null
  /** Answers of this page that were sent but not taken. */
  typed: AnswerPoliceRows['answers']
  /** Minutes that were sent but not taken. */
  minutes: KeptMinutes | null
}

export function deskListView(view: PoliceListView, page: number, now: Date, say: Say, told: Told) {
  const { rows, returns } = view
  const number = view.list.number
  const from = (page - 1) * ROWS_PER_PAGE
  const shown = rows.slice(from, from + ROWS_PER_PAGE)
  const partOf = (row: PoliceRow) => returns.find((one) => one.id === row.returnId)?.part ?? null
  const toReturn = rows.filter((row) => row.answer && !row.returnId).length
  const hrefOf = (wanted: number) => `${paths.chain.policeDeskList(number)}?trang=${wanted}`
  return {
    fault: told.fault,
    done: told.done,
    ...listSummary(view, now, say),
    people: shown.map((row) => answerRow(asTyped(row, told.typed), partOf(row), say)),
    mayAnswer: shown.some((row) => !row.returnId),
    pager: {
      from: from + 1,
      to: from + shown.length,
      total: rows.length,
      previousHref: page > 1 ? hrefOf(page - 1) : null,
      nextHref: from + ROWS_PER_PAGE < rows.length ? hrefOf(page + 1) : null,
    },
    drawUpLabel: toReturn > 0 ? say('police.desk.drawUp', { count: toReturn }) : null,
    returns: returnCards(view, (part) => paths.chain.policeDeskPaper(number, String(part)), say).map((card) => ({
      ...card,
      minutesOpen: told.minutes?.returnId === card.id,
      minutes: told.minutes?.returnId === card.id ? told.minutes : NO_MINUTES,
    })),
  }
}

function asTyped(row: PoliceRow, typed: Told['typed']): PoliceRow {
  const given = row.returnId ? undefined : typed.find((one) => one.rowNo === row.rowNo)
  return given ? { ...row, ...given } : row
}

function answerRow(row: PoliceRow, part: number | null, say: Say) {
  return {
    ...factsOf(row, say),
    frozen: part === null ? null : say('police.desk.frozen', { part }),
    answer: say(`police.answer.${row.answer ?? 'none'}`),
    options: ['', ...POLICE_ANSWERS].map((value) => ({
      value,
      label: say(`police.answer.${value || 'none'}`),
      selected: value === (row.answer ?? ''),
    })),
    fields: IDENTITY_FIELDS.map((field) => ({
      value: field,
      label: say(`police.field.${field}`),
      checked: row.wrongFields.includes(field),
    })),
    hasMore: row.answer === 'wrong_field' || row.note !== null,
    note: row.note ?? '',
  }
}
