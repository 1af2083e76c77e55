import { type BulkDecision, mayUndoBulk } from '../../../core/domain/bulk/bulk-decision.ts'
import type { Objection } from '../../../core/domain/objection.ts'
import { NOTICE_OF } from '../../../core/domain/report/notice.ts'
import type { BulkObjection, BulkRow } from '../../../core/ports/bulks.ts'
import type { BulkPage } from '../../../core/use-cases/bulk/open-bulk.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

interface Shown {
  objection: Objection | null
  now: Date
  after: number
}

export function bulkView({ bulk, counts, rows, next }: BulkPage, shown: Shown, render: Renderer, locale: Locale) {
  const say: Say = (key, params) => render.sentence(key, locale, params)
  const { decision, state, runsAt } = bulk
  const href = paths.staff.bulkOne(bulk.id)
  return {
    action: say(`bulk.actions.${decision.action}`),
    href,
    objection: shown.objection && say(`objections.${shown.objection.code}`),
    state: say(`bulk.states.${state}`),
    lead: leadOf({ bulk, counts }, shown.now, say),
    outgoing: outgoingOf(decision, rows, render, locale),
    mayConfirm: state === 'planned' && counts.possible > 0,
    confirmLabel: say('bulk.confirm', { count: counts.possible }),
    mayUndo: state === 'planned' || mayUndoBulk(bulk, shown.now),
    undoLabel: say(state === 'planned' ? 'bulk.drop' : 'bulk.undo'),
    mayRun: mayUndoBulk(bulk, shown.now),
    until: runsAt && mayUndoBulk(bulk, shown.now) ? formatDateTime(runsAt) : null,
    columns: ['no', 'code', 'effect', 'message'].map((key) => ({
      label: say(`bulk.columns.${key}`),
      numeric: key === 'no',
    })),
    rows: rows.map((row) => rowOf(row, say)),
    firstHref: shown.after > 0 ? href : null,
    nextHref: next ? `${href}?sau=${next}` : null,
  }
}

function leadOf({ bulk, counts }: Pick<BulkPage, 'bulk' | 'counts'>, now: Date, say: Say): string {
  const impossible = counts.rows - counts.possible
  if (bulk.state === 'planned') return say('bulk.lead.planned', { possible: counts.possible, impossible })
  if (bulk.state === 'undone') return say('bulk.lead.undone')
  if (mayUndoBulk(bulk, now)) return say('bulk.lead.waiting', { possible: counts.possible })
  return say(`bulk.lead.${bulk.state === 'done' ? 'done' : 'running'}`, { done: counts.done, failed: counts.failed })
}

/** What the first citizen of the list is told, and what their tracking page says beside it; a push itself never says why (features I06). */
function outgoingOf(decision: BulkDecision, rows: readonly BulkRow[], render: Renderer, locale: Locale) {
  const first = rows.find(({ to }) => to !== null)
  if (!first) return null
  if (decision.action === 'ready_answer') return { message: first.text, preview: null, lang: locale }
  const message = render.text(`notifications/${NOTICE_OF[decision.action]}`, { code: first.code, link: '…' }, locale)
  const reasons = 'reasons' in decision ? decision.reasons : []
  const sentence = 'sentence' in decision ? decision.sentence : null
  const preview = [
    ...reasons.map((reason) => render.sentence(`chat.reasons.${reason}`, locale)),
    ...(first.text ?? sentence ?? '').split('\n').filter(Boolean),
  ]
  return { message, preview: preview.length > 0 ? preview : null, lang: locale }
}

function rowOf(row: BulkRow, say: Say) {
  const plain = (text: string) => ({ text, href: null, tag: null })
  const channel = row.channel ? say(`delivery.channel.${row.channel}`) : say('bulk.nobody')
  return {
    current: false,
    cells: [
      plain(String(row.rowNo)),
      { text: row.code, href: paths.staff.report(row.code), tag: null },
      { text: effectOf(row, say), href: null, tag: tagOf(row, say) },
      plain(row.to ? channel : say('common.nothing')),
    ],
  }
}

function effectOf({ from, to, objection, result }: BulkRow, say: Say): string {
  if (objection) return whyNot(objection, say)
  if (result && result !== 'done') return whyNot(result, say)
  const [before, after] = [say(`queue.states.${from}`), say(`queue.states.${to}`)]
  return from === to ? before : `${before} → ${after}`
}

function whyNot(code: BulkObjection, say: Say): string {
  return code === 'no_chat' ? say('bulk.noChat') : say(`objections.${code}`)
}

function tagOf({ objection, result }: BulkRow, say: Say) {
  if (objection) return { kind: 'neutral', label: say('bulk.tags.not') }
  if (!result) return null
  return result === 'done'
    ? { kind: 'success', label: say('bulk.tags.done') }
    : { kind: 'warning', label: say('bulk.tags.failed') }
}
