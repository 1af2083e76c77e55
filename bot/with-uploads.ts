import type { MediaRef } from '../core/domain/chat/inbound-event.ts'
import type { HearingChannel } from './channel.ts'
import type { Facts } from './conversation/facts.ts'

/**
 * A photo that came by the portal is fetched from the portal, in whatever chat the conversation stands; one that waits in
 * a chat that is not trusted with photos any more is not fetched (features C14).
 */
export function withUploads(
  channel: HearingChannel,
  portal: () => HearingChannel,
  { handsOver }: Pick<Facts, 'handsOver'>,
): HearingChannel {
  const holder = (source: MediaRef['source']) => (source === 'web' ? portal() : channel)
  return {
    ...channel,
    fetchMedia: async (ref, address, limitBytes) => {
      if (handsOver && ref.source !== 'web') return { ok: false, reason: 'gone' }
      return holder(ref.source).fetchMedia(ref, address, limitBytes)
    },
    forget: (ref, address) => holder(ref.source).forget(ref, address),
  }
}
