import { BULK_ACTIONS } from '../../../core/domain/bulk/bulk-decision.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { ASK_WHY, WANTED } from '../../../core/domain/staff/wanted.ts'
import { READY_ANSWER_KEYS } from '../../../core/domain/thread/ready-answer.ts'
import type { BulkAct } from '../../../core/ports/bulks.ts'
import type { BulkChoice } from '../../../core/use-cases/bulk/list-for-bulk.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say, typesText } from '../queue/view.ts'

/** More boxes than this make a page nobody reads to its end; all rows of the filter are one box instead. */
const BOXES = 100

interface Around {
  typed: Readonly<Record<string, unknown>>
  errors: FormErrors
  recent: readonly BulkAct[]
  /** With the filter in its query. */
  action: string
}

export function chooseView({ rows, total, handOverTo }: BulkChoice, around: Around, say: Say) {
  const { typed, errors, recent, action } = around
  const given = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const ticked = (name: string) => [typed[name] ?? []].flat().map(String)
  const ticks = (name: string, values: readonly string[], group: string) =>
    values.map((value) => ({
      value,
      label: say(`${group}.${value}`),
      key: null,
      checked: ticked(name).includes(value),
    }))
  const options = (values: readonly string[], group: string) =>
    values.map((value) => ({ value, label: say(`${group}.${value}`), hint: null }))
  return {
    href: action,
    errors,
    bulkId: given('bulkId'),
    total,
    rows: rows.slice(0, BOXES).map((row) => ({
      code: row.code,
      checked: ticked('rows').includes(row.code),
      label: [row.code, maskedName(row.claimantName), typesText(row.types, say)].join(' · '),
      hint: `${say(`queue.states.${row.state}`)} · ${say('queue.columns.due')} ${formatDateTime(row.dueAt)}`,
    })),
    whole: { count: rows.length, checked: given('whole') === '1' },
    more: total > BOXES ? say('bulk.more', { shown: Math.min(BOXES, total), total }) : null,
    actions: options(BULK_ACTIONS, 'bulk.actions'),
    values: { action: given('action'), sentence: given('sentence'), until: given('until'), why: given('why') },
    chosen: { answerKey: given('answerKey'), unitId: given('unitId') },
    answers: options(READY_ANSWER_KEYS, 'inbox.answers'),
    wanted: ticks('wanted', WANTED, 'case.wanted'),
    whys: options(ASK_WHY, 'case.why'),
    reasons: ticks('reasons', REFUSAL_REASONS, 'chat.reasons'),
    units: handOverTo.map(({ id, name }) => ({ value: id, label: name })),
    recent: recent.map((bulk) => ({
      href: paths.staff.bulkOne(bulk.id),
      text: `${say(`bulk.actions.${bulk.decision.action}`)} · ${formatDateTime(bulk.createdAt)}`,
      state: say(`bulk.states.${bulk.state}`),
    })),
  }
}
