import type { App } from '../../core/ports/app.ts'
import { dropUpload, openUpload } from '../../core/use-cases/chat/uploads.ts'
import type { HearingChannel, SpeakingChannel } from '../channel.ts'

/** Our own chat page: its uploads are sealed with us already, and it reads its answers from the outbox itself. */
export function webEar(app: App): HearingChannel {
  return {
    ownContact: false,
    forgets: true,
    maxChoices: 8,
    countsSmall: false,
    acknowledge: async () => undefined,
    fetchMedia: async (ref, address, limitBytes) => {
      if (ref.source !== 'web') throw new Error('The web chat was asked for a picture of another channel')
      if (ref.bytes !== null && ref.bytes > limitBytes) return { ok: false, reason: 'too_big' }
      const bytes = await openUpload(app, { id: ref.uploadId, address })
      return bytes ? { ok: true, bytes } : { ok: false, reason: 'gone' }
    },
    forget: async (ref, address) => {
      if (ref.source === 'web') await dropUpload(app, { id: ref.uploadId, address })
    },
  }
}

/** The row itself is the delivery: the page shows every row of its address. */
export function webMouth(): SpeakingChannel {
  return {
    idempotent: true,
    disturbsNobody: true,
    plan: (content) => [content],
    send: async ({ clientRef }) => ({ ok: true, providerMessageId: clientRef }),
  }
}
