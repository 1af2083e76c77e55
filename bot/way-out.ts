import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import { SEEN_ANSWERS, seenToken } from '../core/domain/citizen/seen-choice.ts'
import { notMeToken } from '../core/domain/contact/not-me-choice.ts'
import type { Delivery } from '../core/ports/deliveries.ts'
import type { Renderer } from '../templates/render.ts'

/**
 * A message about a case in a chat carries the button for whoever it is not for (features I12), and the question of day 3 its
 * answers (D08); an SMS carries a link.
 */
export function withWayOut(
  content: OutboundContent,
  { channel, content: told }: Pick<Delivery, 'channel' | 'content'>,
  render: Pick<Renderer, 'text' | 'sentence'>,
): OutboundContent {
  const isChat = channel === 'telegram' || channel === 'zalo'
  if (!isChat || told.kind !== 'notice' || !told.params.code) return content
  const { code } = told.params
  const notMine = { token: notMeToken(code), label: render.text('chat/not-me', {}, told.locale), small: true }
  const answers = told.templateKey === 'ask-seen' ? SEEN_ANSWERS : []
  const asked = answers.map((answer) => ({
    token: seenToken(answer, code),
    label: render.sentence(`chat.seen.${answer}`, told.locale),
    small: false,
  }))
  return { ...content, kind: 'choices', choices: [...asked, notMine] }
}
