import { createHash, createHmac } from 'node:crypto'
import type { ZaloState } from './fake-zalo-state.ts'

/** How the JSON is written: the digest is over exactly these bytes (channels 1.6). */
type Form = 'compact' | 'spaced' | 'escaped'

/** `good`, or one of the wrong ways in which public code signs. */
export type ZaloSignature = 'good' | 'wrong_secret' | 'missing' | 'hmac' | 'oa_id' | 'header_timestamp'

export interface HowDelivered {
  form?: Form
  /** The same event this many times, side by side. */
  copies?: number
  signature?: ZaloSignature
  /** The rung of a late retry, told in the header `num_retry`. */
  numRetry?: number
}

export interface ZaloDelivery {
  event: string
  /** 0: the line broke. */
  status: number
  /** How long our side took to answer, in milliseconds; Zalo waits 2,000. */
  ms: number
  numRetry: number
}

interface Letter {
  event: string
  body: string
  headers: Record<string, string>
  retries: number
}

export type ZaloPost = ReturnType<typeof zaloPost>

const RUNGS = 5

/** Writes, signs and posts events; keeps what was not taken for `retry`, and gives up for good after the fifth rung. */
export function zaloPost(state: ZaloState) {
  let target: { url: string } | null = null
  let held: Letter[] | null = null
  let untaken: Letter[] = []
  const deliveries: ZaloDelivery[] = []
  const how: HowDelivered = {}

  const carry = async (letter: Letter): Promise<number> => {
    if (!target) return 0
    const begun = performance.now()
    const retried: Record<string, string> = letter.retries > 0 ? { num_retry: String(letter.retries) } : {}
    const status = await fetch(target.url, {
      method: 'POST',
      headers: { ...letter.headers, ...retried },
      body: letter.body,
    }).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 0,
    )
    deliveries.push({ event: letter.event, status, ms: performance.now() - begun, numRetry: letter.retries })
    if (status !== 200) untaken.push(letter)
    return status
  }
  /** Any event; `app_id` and `timestamp` are added where they are missing. 0 while held, or when the line broke. */
  const deliver = async (event: object, way: HowDelivered = {}): Promise<number> => {
    const letter = write(state, event, { ...how, ...way })
    if (held) {
      held.push(letter)
      return 0
    }
    const copies = Array.from({ length: way.copies ?? how.copies ?? 1 }, () => carry(letter))
    return (await Promise.all(copies)).at(-1) ?? 0
  }
  return {
    deliveries,
    how,
    deliver,
    get target() {
      return target
    },
    set target(given: { url: string } | null) {
      target = given
    },
    /** What Zalo posts when an address is saved: unsigned, empty. */
    probe: () => carry({ event: '', body: '{}', headers: { 'content-type': 'application/json' }, retries: 0 }),
    /** From now on events wait for `release`. */
    hold: () => {
      held ??= []
    },
    release: async (order: 'as_sent' | 'reversed' = 'as_sent'): Promise<number[]> => {
      const waiting = held ?? []
      held = null
      const statuses: number[] = []
      for (const letter of order === 'reversed' ? waiting.reverse() : waiting) statuses.push(await carry(letter))
      return statuses
    },
    /** The next rung for everything not answered 200; after the last one the webhook is switched off. */
    retry: async (): Promise<number[]> => {
      const again = untaken
      untaken = []
      const statuses: number[] = []
      for (const letter of again) {
        letter.retries += 1
        statuses.push(await carry(letter))
      }
      if (untaken.some((letter) => letter.retries >= RUNGS)) target = null
      return statuses
    },
  }
}

function write(state: ZaloState, given: object, way: HowDelivered): Letter {
  const event: Record<string, unknown> = { ...given }
  event.app_id ??= state.appId
  event.timestamp ??= String(state.clock.now().getTime())
  const body = writeJson(event, way.form ?? 'compact')
  const name = String(event.event_name ?? '')
  const isTemplateEvent = Object.hasOwn(Object(event.message), 'tracking_id') || /template|quota/.test(name)
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...signed(state, body, String(event.timestamp), way.signature ?? 'good'),
    ...(isTemplateEvent ? { 'X-ZEvent-Server': 'ZNS' } : {}),
  }
  return { event: name, body, headers, retries: way.numRetry ?? 0 }
}

function signed(state: ZaloState, body: string, timestamp: string, way: ZaloSignature): Record<string, string> {
  const { appId, oaId, oaSecret } = state
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  const header = (mac: string) => ({ 'X-ZEvent-Signature': `mac=${mac}` })
  const later = String(Number(timestamp) + 1000)
  const ways: Record<ZaloSignature, () => Record<string, string>> = {
    good: () => header(digest(appId + body + timestamp + oaSecret)),
    wrong_secret: () => header(digest(`${appId + body + timestamp}another-secret`)),
    missing: () => ({}),
    hmac: () =>
      header(
        createHmac('sha256', oaSecret)
          .update(appId + body + timestamp)
          .digest('hex'),
      ),
    oa_id: () => header(digest(oaId + body + timestamp + oaSecret)),
    header_timestamp: () => ({ ...header(digest(appId + body + later + oaSecret)), 'X-ZEvent-Timestamp': later }),
  }
  return ways[way]()
}

function writeJson(event: object, form: Form): string {
  const compact = JSON.stringify(event)
  if (form === 'escaped')
    return compact.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return form === 'spaced' ? spaced(event) : compact
}

/** `{"a": 1, "b": [1, 2]}`: one space after each colon and comma, as other languages write it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spaced(one)}`)
  return `{${fields.join(', ')}}`
}
