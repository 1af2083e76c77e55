import { createHash } from 'node:crypto'
import type { HeardContent, InboundEvent, MediaRef } from '../../core/domain/chat/inbound-event.ts'
import { readPhone } from '../../core/domain/person/phone.ts'
import type { ZaloEvent, ZaloMessage } from './event.ts'

/** A phone's photo is some MB; what is larger is refused before it is fetched (channels 5.5). */
const LARGEST_FILE = 20_000_000

/** A Zalo event as a neutral one; null for what asks nothing of us (channels 1.6). `raw` keys events without an id. */
export function parseEvent(event: ZaloEvent, raw: Buffer, now: Date): InboundEvent | null {
  const place = placeOf(event)
  const content = place && contentOf(event)
  if (!content) return null
  const at = timeOf(event, now)
  const messageId = event.message?.msg_id ?? null
  return {
    dedupeKey: dedupeKey(event, place.oaId, raw),
    address: place.address,
    channel: 'zalo',
    sortKey: at,
    receivedTime: now.getTime(),
    providerTime: at,
    providerMessageId: messageId,
    replyTo: event.message?.quote_msg_id ?? null,
    ack: null,
    locale: null,
    ...content,
  }
}

/** Events about what the OA sent name the OA first and the citizen second. */
const FROM_THE_OA = /^(oa_send_|user_received_message$|user_seen_message$)/

function placeOf({ event_name: name, ...event }: ZaloEvent): { oaId: string; address: string } | null {
  const [citizen, oa] = FROM_THE_OA.test(name) ? [event.recipient, event.sender] : [event.sender, event.recipient]
  const oaId = event.oa_id ?? event.oaId ?? oa?.id
  const userId = event.follower?.id ?? citizen?.id ?? event.user_id
  if (!oaId || !userId) return null
  const phone = event.message?.tracking_id !== undefined ? readPhone(userId) : null
  return { oaId, address: phone ? `zns|${oaId}|${phone}` : `zalo|${oaId}|${userId}` }
}

/** The same message told twice has one key, whatever bytes it came in (channels 5.3). */
function dedupeKey({ event_name: name, message }: ZaloEvent, oaId: string, raw: Buffer): string {
  if (message?.msg_id) return `zl|${oaId}|${name}|${message.msg_id}`
  if (message?.msg_ids) return `zl|${oaId}|seen|${sha256(message.msg_ids.join('|'))}`
  return `zl|raw|${sha256(raw)}`
}

function timeOf({ timestamp }: ZaloEvent, now: Date): number {
  const at = Number(timestamp)
  return Number.isSafeInteger(at) && at > 0 ? at : now.getTime()
}

function contentOf({ event_name: name, message = {}, info, sender }: ZaloEvent): HeardContent | null {
  if (name.startsWith('oa_send_')) return ownMessage(message, sender?.admin_id ?? null)
  switch (name) {
    case 'user_send_text':
      return message.text === undefined ? null : { kind: 'text', text: message.text.normalize('NFC') }
    case 'user_send_image':
    case 'user_send_file':
      return mediaContent(message, name === 'user_send_image' ? 'photo' : 'document')
    case 'user_send_business_card':
      return { kind: 'contact', phone: phoneOnCard(message), proof: 'someone_else' }
    case 'user_submit_info':
      return { kind: 'contact', phone: readPhone(info?.phone ?? ''), proof: 'self_declared' }
    case 'follow':
      return { kind: 'subscription', state: 'opened' }
    case 'unfollow':
    // Whoever takes their consent back at Zalo hears nothing more from us; what else it asks is told to the operator.
    case 'user_withdraw':
      return { kind: 'subscription', state: 'closed' }
    case 'user_received_message':
    case 'user_seen_message':
      return receiptContent(message, name === 'user_seen_message')
    default:
      return name in UNREADABLE ? { kind: 'unsupported', what: UNREADABLE[name as keyof typeof UNREADABLE] } : null
  }
}

/** A calm sentence for each of these; whatever else a person sends that we never heard of gets none. */
const UNREADABLE = {
  user_send_audio: 'voice',
  user_send_sticker: 'sticker',
  user_send_location: 'location',
  user_send_video: 'video',
  user_send_link: 'link',
  user_send_gif: 'other',
} as const

/** Every send of ours comes back like this; only staff at Zalo's own console have an admin id (channels 1.6). */
function ownMessage({ text, msg_id: messageId }: ZaloMessage, adminId: string | null): HeardContent | null {
  if (adminId) return { kind: 'operator_reply', operatorId: adminId, text: text?.normalize('NFC') ?? '' }
  if (!messageId) return null
  return { kind: 'echo', messageId, textSha256: text ? sha256(text.normalize('NFC')) : null }
}

function receiptContent({ msg_id: one, msg_ids: many, tracking_id: trackingId }: ZaloMessage, seen: boolean) {
  const messageIds = many ?? (one ? [one] : [])
  if (messageIds.length === 0) return null
  const state = seen ? ('seen' as const) : ('delivered' as const)
  return { kind: 'receipt' as const, messageIds, trackingId: trackingId ?? null, state }
}

function mediaContent(
  { attachments = [], text, msg_id: messageId }: ZaloMessage,
  form: MediaRef['form'],
): HeardContent {
  const items = attachments.flatMap(({ payload }) => {
    if (!payload?.url) return []
    const bytes = Number(payload.size)
    return [{ source: 'zalo' as const, url: payload.url, messageId: messageId ?? '', bytes: bytes || null, form }]
  })
  if (items.some((item) => (item.bytes ?? 0) > LARGEST_FILE)) return { kind: 'unsupported', what: 'too_big' }
  if (items.length === 0) return { kind: 'unsupported', what: 'other' }
  return { kind: 'media', items, caption: text?.normalize('NFC') ?? null, albumKey: null }
}

/** The card is a link whose description is JSON in a string (channels 1.6). */
function phoneOnCard({ attachments = [] }: ZaloMessage): string | null {
  try {
    const card: unknown = JSON.parse(attachments[0]?.payload?.description ?? '')
    const phone = card && typeof card === 'object' && 'phone' in card ? card.phone : null
    return readPhone(String(phone ?? ''))
  } catch {
    return null
  }
}

function sha256(of: string | Buffer): string {
  return createHash('sha256').update(of).digest('hex')
}
