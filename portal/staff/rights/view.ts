import type { RequestAtDesk } from '../../../core/use-cases/rights/answer-request.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'

const TAGS = {
  received: 'info',
  explained: 'info',
  done: 'success',
  refused: 'warning',
  taken_back: 'neutral',
} as const

/** What the officer needs to answer, and nothing that names the citizen. */
export function rightsView(
  listed: readonly RequestAtDesk[],
  typed: { id: string; answer: string } | null,
  locale: Locale,
  render: Renderer,
) {
  const say = (key: string, params = {}) => render.sentence(`rights.${key}`, locale, params)
  const late = listed.filter((one) => one.late !== null).length
  return {
    late: late > 0 ? say('desk.lateSummary', { count: late }) : null,
    requests: listed.map(({ request, late: how, unitName, actions }) => ({
      id: request.id,
      field: `answer-${request.id}`,
      code: request.code,
      name: say(`kinds.${request.kind}.name`),
      unitName,
      tag: { kind: TAGS[request.state], label: say(`states.${request.state}`) },
      late: how && { kind: 'danger', label: say(`desk.late.${how}`) },
      askedAt: request.askedAt.toISOString(),
      explainBy: request.state === 'received' ? request.answerDueAt.toISOString() : null,
      dueAt: request.settledAt ? null : request.dueAt.toISOString(),
      extended: request.extendedAt ? say('desk.extended') : null,
      words: request.words,
      answer: request.answer,
      typed: typed?.id === request.id ? typed.answer : '',
      actions: actions.map((value) => ({ value, label: say(`desk.actions.${value}`) })),
    })),
  }
}
