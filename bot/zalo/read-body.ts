import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import { ZaloClaim, ZaloEvent } from './event.ts'
import { parseEvent } from './parse-event.ts'
import { isSignedByZalo, matchingVariant, type ZaloProof } from './signature.ts'

export interface Delivered {
  /** The body read once; undefined when it is no JSON. */
  json: unknown
  signature: string | undefined
  headerTimestamp: string | undefined
  /** The header `num_retry` came with it. */
  isRetry: boolean
  proof: ZaloProof
  now: Date
  /** Codes for the log and its counters, never the body. */
  tell(code: string): void
}

const MINUTE = 60_000
/** A first delivery and any clock ahead of ours: 5 minutes. Zalo's last try comes after an hour (channels 1.6). */
const FRESH_MS = 5 * MINUTE
const RETRIED_MS = 120 * MINUTE

/** Who sent it, when, and what it says. Zalo's address check, an unsigned `{}`, is answered kindly and does nothing. */
export function readZaloBody(raw: Buffer, how: Delivered): InboundEvent | 'nothing' | 'forged' | 'not_the_protocol' {
  const { json, signature, proof, now, tell } = how
  if (signature === undefined && raw.toString('latin1').trim() === '{}') return 'nothing'
  const claim = ZaloClaim.safeParse(json)
  const claimed = {
    appId: claim.data?.app_id ?? '',
    oaId: claim.data?.oa_id ?? claim.data?.recipient?.id ?? null,
    timestamp: claim.data?.timestamp ?? '',
  }
  if (!isSignedByZalo(raw, signature, claimed, proof)) {
    tell(`zalo_forged_${matchingVariant(raw, signature, claimed, proof, how.headerTimestamp) ?? 'no_variant'}`)
    return 'forged'
  }
  if (!isTimely(Number(claimed.timestamp), how.isRetry, now)) {
    tell('zalo_replayed')
    return 'forged'
  }
  return readEvent(json, raw, now, tell)
}

/** Older than any honest delivery is a replay; a younger one finds its key in the inbox (features L06, M02). */
function isTimely(at: number, isRetry: boolean, now: Date): boolean {
  const age = now.getTime() - at
  return age >= -FRESH_MS && age <= (isRetry ? RETRIED_MS : FRESH_MS)
}

/** Genuine events are taken even in a shape we do not know: a webhook that answers otherwise is switched off (channels 1.6). */
function readEvent(json: unknown, raw: Buffer, now: Date, tell: Delivered['tell']) {
  const read = ZaloEvent.safeParse(json)
  if (!read.success) {
    tell('zalo_unknown_shape')
    return hasEventName(json) ? 'nothing' : 'not_the_protocol'
  }
  const event = parseEvent(read.data, raw, now)
  const name = read.data.event_name
  if (name === 'user_withdraw' || (!event && !ASKS_NOTHING.test(name))) tell(codeOf(name))
  return event ?? 'nothing'
}

/** Known and of no use to us. All else that leaves no row is told, so that a person looks: personal data law may ask (channels 1.6). */
const ASKS_NOTHING = /^(user_reacted_message|user_click_chatnow|anonymous_send_\w+)$/

function hasEventName(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'event_name' in json && typeof json.event_name === 'string'
}

function codeOf(eventName: string): string {
  return /^[a-z_]{1,40}$/.test(eventName) ? `zalo_event_${eventName}` : 'zalo_event_unknown'
}
