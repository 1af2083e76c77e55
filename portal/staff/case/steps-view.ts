import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { REPORT_ACTIONS } from '../../../core/domain/report/report-lifecycle.ts'
import { ASK_WHY, WANTED } from '../../../core/domain/staff/wanted.ts'
import type { CaseStep, CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

/** The history in plain words, newest first. */
export function stepsView({ steps, doubts }: CaseView, say: Say) {
  const noteOf = new Map<unknown, string>(doubts.map(({ id, note }) => [id, note]))
  return steps.toReversed().map((step, index) => ({
    when: formatDateTime(step.at),
    title: titleOf(step, say),
    text:
      [whoDid(step, say), detailOf(step, say), noteOf.get(step.detail.recheckId)].filter(Boolean).join(' · ') || null,
    current: index === 0,
    tag: null,
  }))
}

/** What others did since this officer opened the page, a line each. */
export function changedSince({ steps }: CaseView, seen: number, say: Say): string[] {
  return steps
    .filter((step) => step.seq > seen)
    .map((step) => [formatDateTime(step.at), titleOf(step, say), whoDid(step, say)].filter(Boolean).join(' · '))
}

/** Steps that are no moves of the lifecycle but stand in the history too. */
const KNOWN: readonly string[] = [
  ...REPORT_ACTIONS,
  'record',
  'link_record',
  'propose_join',
  'join_records',
  'undo_join',
  'confirm_number',
  'note',
  'repeat',
  'photos_destroyed',
  'accept_paper_value',
  'not_me',
  'dispute_paper',
  'urgent',
  'urgent_full',
  'urgent_seen',
  'urgent_refused',
  'take_over',
  'recheck_right',
  'recheck_wrong',
]

const titleOf = ({ action }: CaseStep, say: Say) => say(`case.steps.${KNOWN.includes(action) ? action : 'other'}`)

function whoDid(step: CaseStep, say: Say): string {
  if (step.by === 'staff') return [step.staffName, step.unitName].filter(Boolean).join(', ')
  return say(`case.by.${step.by}`)
}

function detailOf({ detail }: CaseStep, say: Say): string {
  const reasons = listed(detail.reasons, REFUSAL_REASONS).map((reason) => say(`chat.reasons.${reason}`))
  const wanted = listed(detail.wanted, WANTED).map((item) => say(`case.wanted.${item}`))
  const why = listed([detail.why], ASK_WHY).map((one) => say(`case.why.${one}`))
  return [...reasons, ...wanted, ...why].join('; ')
}

function listed<T extends string>(value: unknown, known: readonly T[]): T[] {
  return Array.isArray(value) ? known.filter((one) => value.includes(one)) : []
}
