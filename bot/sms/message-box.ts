import { partsOf } from '../../core/domain/contact/address.ts'
import type { App } from '../../core/ports/app.ts'
import type { SpeakingChannel } from '../channel.ts'

/** Practice mode: what would have been sent can be read at /tin-nhan-thu instead. */
export function messageBox(app: Pick<App, 'store'>): SpeakingChannel {
  return {
    idempotent: true,
    disturbsNobody: true,
    plan: (content) => [content],
    send: async ({ clientRef, address, content }) => {
      const { channel, user: recipient } = partsOf(address)
      await app.store.transaction((tx) => tx.messageBox.put({ clientRef, channel, recipient, text: content.text }))
      return { ok: true, providerMessageId: clientRef }
    },
  }
}
