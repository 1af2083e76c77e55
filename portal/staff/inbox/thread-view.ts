import type { Objection } from '../../../core/domain/objection.ts'
import {
  ANSWER_GROUPS,
  READY_ANSWER_KEYS,
  READY_ANSWERS,
  type ReadyAnswerKey,
  unfilledOf,
} from '../../../core/domain/thread/ready-answer.ts'
import type { ThreadView } from '../../../core/use-cases/thread/open-thread.ts'
import { CALL_OUTCOMES } from '../../../core/use-cases/thread/settle-callback.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say } from '../queue/view.ts'
import { channelText, phoneText, slotText } from './inbox-view.ts'
import { lineViews } from './line-view.ts'
import { waitingTag } from './waiting.ts'

/** What the page shows beside the thread itself. */
export interface ThreadPage {
  text: string
  answer: ReadyAnswerKey | null
  /** Words of the citizen's message to look at, without the unit's name. */
  preview: string | null
  done: string | null
  objection: Objection | null
  errors: FormErrors
  replyId: string
  now: Date
  officerId: string
}

export function threadView(view: ThreadView, page: ThreadPage, render: Renderer, locale: Locale) {
  const say: Say = (key, params) => render.sentence(key, locale, params)
  const { request, actions } = view
  return {
    href: paths.staff.thread(request.id),
    name: view.personName ? maskedName(view.personName) : say('inbox.nameless'),
    done: page.done && say(`inbox.done.${page.done}`),
    objection: page.objection && objectionText(page.objection, say),
    errors: page.errors,
    facts: factsOf(view, page, say),
    reports: view.reports.map(({ code, state }) => ({
      code,
      href: paths.staff.report(code),
      state: say(`queue.states.${state}`),
    })),
    photos: view.photos.map((photo) => ({
      label: say(`case.photoKinds.${photo.kind}`),
      when: formatDateTime(photo.receivedAt),
      href: photo.reportCode ? paths.staff.report(photo.reportCode) : null,
      code: photo.reportCode ?? say('inbox.noReport'),
    })),
    asked: request.text,
    lines: lineViews(view.lines, render, say),
    holder: holderOf(view, page, say),
    mayTake: actions.includes('take') && request.takenBy !== page.officerId && !view.heldByAnother,
    mayTakeOver: actions.includes('take') && view.heldByAnother,
    mayEnd: actions.includes('end') && !view.heldByAnother,
    calls: actions.includes('call')
      ? CALL_OUTCOMES.map((value) => ({ value, label: say(`inbox.calls.${value}`) }))
      : null,
    reply: actions.includes('take') && !view.heldByAnother ? replyOf(view, page, render, say) : null,
  }
}

function objectionText({ code, detail }: Objection, say: Say): string {
  if (code === 'answer_unfilled')
    return say('inbox.objections.answer_unfilled', { field: say(`inbox.variables.${detail?.field}`) })
  return say(code === 'changed_meanwhile' ? 'inbox.objections.changed_meanwhile' : `objections.${code}`)
}

function factsOf({ request, unitName, way, phone }: ThreadView, { now }: ThreadPage, say: Say) {
  const fact = (key: string, value: string) => ({ label: say(`inbox.facts.${key}`), value, action: null })
  const waits = request.state === 'waiting' ? ` (${waitingTag(request.askedAt, now, say).label})` : ''
  const isCall = request.state === 'callback' || request.state === 'called'
  return [
    fact('state', say(`inbox.helpStates.${request.state}`)),
    fact('asked', formatDateTime(request.askedAt) + waits),
    fact('unit', unitName),
    fact('way', channelText(way.address, say)),
    ...(isCall ? [fact('when', request.callback ? slotText(request.callback, say) : say('inbox.noSlot'))] : []),
    ...(phone ? [fact('phone', phoneText(phone, say))] : []),
  ]
}

function holderOf({ request, holderName, heldByAnother }: ThreadView, { officerId }: ThreadPage, say: Say): string {
  if (heldByAnother) return say('inbox.heldBy', { name: holderName ?? '' })
  return say(request.takenBy === officerId && request.state === 'talking' ? 'inbox.heldByYou' : 'inbox.heldByNobody')
}

function replyOf(view: ThreadView, page: ThreadPage, render: Renderer, say: Say) {
  const { way, unitName, facts } = view
  const { preview, answer, text, replyId } = page
  const message = preview && { kind: 'staff_reply' as const, locale: way.locale, text: preview, unitName }
  const option = (value: ReadyAnswerKey) => ({
    value,
    label: say(`inbox.answers.${value}`) + (unfilledOf(value, facts) ? ` (${say('inbox.unfilled')})` : ''),
  })
  return {
    text,
    replyId,
    answer: answer ?? '',
    language: way.locale === 'vi' ? null : say('inbox.english'),
    groups: ANSWER_GROUPS.map((group) => ({
      label: say(`inbox.groups.${group}`),
      options: READY_ANSWER_KEYS.filter((key) => READY_ANSWERS[key].group === group).map(option),
    })),
    preview: message && {
      // The very words the channel gets (features E07).
      message: outgoingText(render, message).text,
      text: preview,
      act: answer ? 'send_ready' : 'send',
      answer,
      editHref: answer ? `?mau=${answer}&sua=1#text` : null,
      to: say('inbox.previewTo', { channel: channelText(way.address, say) }),
    },
  }
}
