import { type DeliveryState, deliveryStateOf, skipReasonOf } from '../../../core/domain/delivery/delivery-state.ts'
import type { MessageFate } from '../../../core/ports/outbox.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

const TAG_OF: Record<DeliveryState, string> = {
  created: 'neutral',
  sending: 'neutral',
  sent: 'success',
  delivered: 'success',
  seen: 'success',
  temporary_failure: 'danger',
  permanent_failure: 'danger',
  technical_failure: 'danger',
  validation_failed: 'danger',
  skipped: 'neutral',
  unknown: 'warning',
}

/** Every message about the case with what became of it; the next road of one that failed stands right below it (features I02, I04). */
export function messagesView({ messages }: Pick<CaseView, 'messages'>, say: Say) {
  return messages.map((message) => {
    const state = deliveryStateOf(message.state, message.failureClass)
    return {
      when: formatDateTime(message.createdAt),
      title: say(`delivery.channel.${message.channel}`),
      text: detailOf(message, state, say),
      current: false,
      tag: { kind: TAG_OF[state], label: say(`delivery.state.${state}`) },
    }
  })
}

function detailOf({ hopOf, failureCode }: MessageFate, state: DeliveryState, say: Say): string | null {
  const parts = [
    hopOf ? say('delivery.insteadOf') : null,
    state === 'skipped' ? say(`delivery.skip.${skipReasonOf(failureCode)}`) : null,
  ]
  return parts.filter(Boolean).join(' · ') || null
}
