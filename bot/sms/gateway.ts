import { z } from 'zod'
import { partsOf } from '../../core/domain/contact/address.ts'
import type { FailureClass, SendOutcome, SpeakingChannel } from '../channel.ts'

export interface SmsGateway {
  url: string
  key: string
  timeoutMs?: number
}

const Accepted = z.object({ id: z.union([z.string(), z.number()]).transform(String) })

/** POST {to, text, client_ref} → {id}. The reference is the outbox row: the gateway knows a repeat by it. */
export function smsGateway({ url, key, timeoutMs = 15_000 }: SmsGateway): SpeakingChannel {
  return {
    idempotent: true,
    plan: (content) => [content],
    send: async ({ clientRef, address, content }) => {
      const body = JSON.stringify({ to: phoneIn(address), text: content.text, client_ref: clientRef })
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers,
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        return answer.ok ? accepted(await answer.json()) : refused(answer)
      } catch {
        // The fault may quote the text it was sending: only its kind is kept.
        return failure('retryable', 'sms_network', null, true)
      }
    },
  }
}

/** `sms|gateway|+84…` */
export function phoneIn(address: string): string {
  return partsOf(address).user
}

function accepted(body: unknown): SendOutcome {
  const read = Accepted.safeParse(body)
  return { ok: true, providerMessageId: read.success ? read.data.id : null }
}

function refused({ status, headers }: Response): SendOutcome {
  const code = `sms_${status}`
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'))
    return failure('rate_limited', code, Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null, false)
  }
  if (status >= 500) return failure('retryable', code, null, true)
  return failure(status === 401 || status === 403 ? 'misconfigured' : 'permanent', code, null, false)
}

function failure(failure: FailureClass, code: string, retryAfterMs: number | null, ambiguous: boolean): SendOutcome {
  return { ok: false, failure, code, retryAfterMs, ambiguous }
}
