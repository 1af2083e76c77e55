import { createHash } from 'node:crypto'
import type { MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { App } from '../../core/ports/app.ts'
import { dropUpload, keepUpload, openUpload } from '../../core/use-cases/chat/uploads.ts'
import type { FetchedMedia, HearingChannel } from '../channel.ts'
import { fetchZaloMedia, type MediaHosts } from './media.ts'
import { ZALO } from './plan.ts'

/** As large as a photo may be (features C10). */
const LARGEST_KEPT = 8 * 1024 * 1024

/**
 * Zalo says nowhere how long the address of a picture lives, so it is fetched when it is heard and lies sealed with us
 * until the person has said what it shows, a day at most (channels 1.6). Zalo takes nothing back out of the chat.
 */
export function zaloEar(app: App, hosts: MediaHosts): HearingChannel {
  const fetchOnce = async (ref: MediaRef, address: string, limitBytes: number): Promise<FetchedMedia> => {
    if (ref.source !== 'zalo') throw new Error('Zalo was asked for a picture of another channel')
    if (ref.bytes !== null && ref.bytes > limitBytes) return { ok: false, reason: 'too_big' }
    const kept = await openUpload(app, { id: idOf(ref, address), address })
    if (!kept) return fetchZaloMedia(ref.url, limitBytes, hosts)
    return kept.length > limitBytes ? { ok: false, reason: 'too_big' } : { ok: true, bytes: kept }
  }
  return {
    // What comes is self-declared, so a code proves it (channels 1.6).
    ownContact: true,
    forgets: false,
    maxChoices: ZALO.maxChoices,
    countsSmall: true,
    acknowledge: async () => undefined,
    bringIn: async (event) => {
      if (event.kind !== 'media') return
      const { address } = event
      for (const ref of event.items.filter((item) => item.source === 'zalo')) {
        const id = idOf(ref, address)
        if (await openUpload(app, { id, address })) continue
        const fetched = await fetchOnce(ref, address, LARGEST_KEPT)
        if (fetched.ok) await keepUpload(app, { id, address, bytes: fetched.bytes })
      }
    },
    fetchMedia: fetchOnce,
    forget: async (ref, address) => {
      if (ref.source === 'zalo') await dropUpload(app, { id: idOf(ref, address), address })
    },
  }
}

/** The same picture told twice is the same file: a UUID made of where it stands. */
function idOf(ref: Extract<MediaRef, { source: 'zalo' }>, address: string): string {
  const hex = createHash('sha256').update(`${address}|${ref.messageId}|${ref.url}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
