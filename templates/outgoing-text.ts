import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import type { OutgoingContent } from '../core/ports/outbox.ts'
import type { Renderer } from './render.ts'

/** A row of the outbox as a message to show: notices and codes get their words here, a turn has them already. */
export function outgoingText(render: Pick<Renderer, 'text'>, content: OutgoingContent): OutboundContent {
  if (content.kind === 'turn') return content.content as OutboundContent
  if (content.kind === 'one_time_code') {
    const { code, minutes, locale, agreesTo } = content
    return plain(render.text(agreesTo ? 'sms/helper-code' : 'sms/one-time-code', { code, minutes }, locale))
  }
  if (content.kind === 'staff_reply') {
    const { text, unitName, locale } = content
    return plain(render.text('chat/staff-reply', { text, unitName }, locale))
  }
  return plain(render.text(`notifications/${content.templateKey}`, content.params, content.locale))
}

function plain(text: string): OutboundContent {
  return { kind: 'text', text, choices: [], links: [], closesContact: false }
}
