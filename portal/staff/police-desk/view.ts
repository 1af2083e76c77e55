import { callKindOf, DAY_PARTS, POLICE_ANSWERS } from '../../../core/domain/police-list/police-answer.ts'
import { USUAL_ROWS_A_DAY } from '../../../core/domain/police-list/police-room.ts'
import { IDENTITY_FIELDS } from '../../../core/domain/report/report-type.ts'
import type { PoliceListSummary, PoliceRow } from '../../../core/ports/police-lists.ts'
import type { AnswerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import type { PoliceDeskExtras, PoliceListView } from '../../../core/use-cases/police/read-police-lists.ts'
import { isWaitingForRegister } from '../../../core/use-cases/police/waits-for-register.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { factsOf, listSummary, listTable, returnCards, type Say } from '../police-lists/list-view.ts'
import type { KeptMinutes } from './form.ts'

/** A page of people: what an officer answers in one sitting, and few enough fields for one form. */
export const ROWS_PER_PAGE = 20

const NO_MINUTES = { number: '', date: '', parties: '' }

export function deskView(
  lists: PoliceListSummary[],
  { jointReviews, rowsPerOfficerDay }: PoliceDeskExtras,
  now: Date,
  say: Say,
  told: Pick<Told, 'fault' | 'done'>,
) {
  return {
    ...told,
    lists: listTable(lists, 'police', paths.chain.policeDeskList, now, say),
    jointReviews: jointReviews.map(({ fullName, listNumber, rounds, calledAt }) => ({
      fullName,
      listNumber,
      text: say('police.joint.called', { rounds, since: formatDate(calledAt) }),
    })),
    capacity: rowsPerOfficerDay ?? USUAL_ROWS_A_DAY,
  }
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
    waitingRegister: rows.filter(isWaitingForRegister).map((row) => waitingRow(row, say)),
    bookHref: paths.chain.policeDeskBook(number),
    keysScript: shown.some((row) => !row.returnId),
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

/** Answered again on the same list when the register is right (features F08). */
function waitingRow(row: PoliceRow, say: Say) {
  const again = POLICE_ANSWERS.filter((value) => value !== 'register_wrong')
  return {
    ...factsOf(row, say),
    since: row.answeredAt && formatDate(row.answeredAt),
    options: again.map((value) => ({ value, label: say(`police.answer.${value}`), selected: value === 'match' })),
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
    // The number in front is the key that chooses it (portal/assets/police-desk.js).
    options: ['', ...POLICE_ANSWERS].map((value, key) => ({
      value,
      label: key === 0 ? say('police.answer.none') : `${key} ${say(`police.answer.${value}`)}`,
      selected: value === (row.answer ?? ''),
    })),
    fields: IDENTITY_FIELDS.map((field) => ({
      value: field,
      label: say(`police.field.${field}`),
      checked: row.wrongFields.includes(field),
    })),
    come: row.comeOn ? formatDate(row.comeOn) : '',
    parts: ['', ...DAY_PARTS].map((value) => ({
      value,
      label: say(`police.part.${value || 'any'}`),
      selected: value === (row.comePart ?? ''),
    })),
    hasMore: row.answer === 'wrong_field' || row.note !== null || callKindOf(row.answer) !== null,
    note: row.note ?? '',
  }
}
