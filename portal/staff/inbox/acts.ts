import { type Objection, type Outcome, object } from '../../../core/domain/objection.ts'
import type { App } from '../../../core/ports/app.ts'
import { endThread } from '../../../core/use-cases/thread/end-thread.ts'
import type { OnThread } from '../../../core/use-cases/thread/reach-request.ts'
import { replyToCitizen } from '../../../core/use-cases/thread/reply-to-citizen.ts'
import { settleCallback } from '../../../core/use-cases/thread/settle-callback.ts'
import { takeThread } from '../../../core/use-cases/thread/take-thread.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { ThreadForm } from './form.ts'
import { filledAnswer } from './ready-answer.ts'

type Act = Exclude<ThreadForm, { act: 'preview' }>

/** `preview` holds a ready answer whose words have changed since the officer looked at it. */
type Acted = { ok: true; value: { done: string } } | { ok: false; objection: Objection; preview: string | null }

export async function actOn(app: App, render: Pick<Renderer, 'text'>, thread: OnThread, form: Act): Promise<Acted> {
  if (form.act === 'send_ready') return sendReady(app, render, thread, form)
  const outcome = await carriedOut(app, thread, form)
  return outcome.ok ? { ok: true, value: { done: form.act } } : { ...outcome, preview: null }
}

function carriedOut(app: App, thread: OnThread, form: Exclude<Act, { act: 'send_ready' }>): Promise<Outcome<null>> {
  switch (form.act) {
    case 'take':
    case 'take_over':
      return takeThread(app, { ...thread, over: form.act === 'take_over' })
    case 'end':
      return endThread(app, thread)
    case 'call':
      return settleCallback(app, { ...thread, outcome: form.outcome })
    case 'send':
      return replyToCitizen(app, { ...thread, replyId: form.reply_id, text: form.text, answerKey: null })
  }
}

/** What leaves is what was looked at: where the words would differ by now, the new ones are shown first. */
async function sendReady(
  app: App,
  render: Pick<Renderer, 'text'>,
  thread: OnThread,
  { answer: answerKey, text, reply_id: replyId }: Extract<Act, { act: 'send_ready' }>,
): Promise<Acted> {
  const filled = await filledAnswer(app, render, { ...thread, answerKey })
  if (!filled.ok) return { ...filled, preview: null }
  if (filled.value !== text) return { ...object('changed_meanwhile'), preview: filled.value }
  const outcome = await replyToCitizen(app, { ...thread, replyId, text, answerKey })
  return outcome.ok ? { ok: true, value: { done: 'send' } } : { ...outcome, preview: text }
}
