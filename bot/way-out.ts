import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import { notMeToken } from '../core/domain/contact/not-me-choice.ts'
import type { Delivery } from '../core/ports/deliveries.ts'
import type { Renderer } from '../templates/render.ts'

/** A message about a case in a chat carries the button for whoever it is not for (features I12); an SMS carries a link. */
export function withWayOut(
  content: OutboundContent,
  { channel, content: told }: Pick<Delivery, 'channel' | 'content'>,
  render: Pick<Renderer, 'text'>,
): OutboundContent {
  const isChat = channel === 'telegram' || channel === 'zalo'
  if (!isChat || told.kind !== 'notice' || !told.params.code) return content
  const label = render.text('chat/not-me', {}, told.locale)
  return { ...content, kind: 'choices', choices: [{ token: notMeToken(told.params.code), label, small: true }] }
}
