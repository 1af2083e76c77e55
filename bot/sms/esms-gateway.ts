import { z } from 'zod'
import type { FailureClass, SendOutcome, SpeakingChannel } from '../channel.ts'
import { phoneIn } from './gateway.ts'

/** An account at eSMS.vn (ViHAT): docs/decisions/sms-gateway. */
export interface EsmsAccount {
  apiRoot: string
  apiKey: string
  secretKey: string
  /** The sender people see; registered with the operators. */
  brandname: string
  /** Checked but neither sent nor billed. */
  sandbox: boolean
  /** Where what became of a message is told; null: nowhere. */
  callbackUrl: string | null
  timeoutMs?: number
}

/** Codes come as text or as a number; `SendStatus` stands beside 124 and is the state of the first message. */
const Answer = z.object({
  CodeResult: z.union([z.string(), z.number()]).transform(String),
  SMSID: z.union([z.string(), z.number()]).transform(String).nullish(),
  SendStatus: z.union([z.string(), z.number()]).transform(String).nullish(),
})

const ACCEPTED = '100'
const SAME_REQUEST = '124'
/** State "Từ chối" of a message. */
const REFUSED = '4'

/** The gateway's own table of codes for customer-care SMS, read into ours (channels 5.4). */
export const ESMS_FAILURES: Readonly<Record<string, FailureClass>> = {
  '99': 'blocked',
  '101': 'misconfigured',
  '102': 'misconfigured',
  '103': 'quota',
  '104': 'misconfigured',
  '108': 'permanent',
  '140': 'misconfigured',
  // The text is not registered with the operators: this message never goes, others may.
  '146': 'permanent',
  // The phone's operator is not registered for this sender.
  '177': 'permanent',
}

/** One POST for each SMS; `RequestId` is our outbox id, by which eSMS knows a repeat on the same day. */
export function esmsGateway(account: EsmsAccount): SpeakingChannel {
  const url = new URL('/MainService.svc/json/SendMultipleMessage_V4_post_json/', account.apiRoot)
  return {
    idempotent: true,
    plan: (content) => [content],
    send: async ({ clientRef, address, content }) => {
      const body = JSON.stringify(bodyOf(account, { clientRef, phone: phoneIn(address), text: content.text }))
      const headers = { 'content-type': 'application/json' }
      const signal = AbortSignal.timeout(account.timeoutMs ?? 15_000)
      try {
        const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
        return answer.ok ? outcomeOf(await answer.json()) : refused(answer.status)
      } catch {
        // The fault may quote what it was sending: only its kind is kept.
        return failure('retryable', 'esms_network', true)
      }
    },
  }
}

/** Every value is text, as documented. */
function bodyOf(account: EsmsAccount, { clientRef, phone, text }: { clientRef: string; phone: string; text: string }) {
  return {
    ApiKey: account.apiKey,
    SecretKey: account.secretKey,
    Phone: phone.replace(/^\+84/, '0'),
    Content: text,
    Brandname: account.brandname,
    SmsType: '2',
    IsUnicode: '0',
    Sandbox: account.sandbox ? '1' : '0',
    RequestId: clientRef,
    ...(account.callbackUrl ? { CallbackUrl: account.callbackUrl } : {}),
  }
}

function outcomeOf(body: unknown): SendOutcome {
  const read = Answer.safeParse(body)
  if (!read.success) return failure('retryable', 'esms_not_understood', true)
  const { CodeResult: code, SMSID, SendStatus } = read.data
  const isRepeat = code === SAME_REQUEST && SendStatus !== REFUSED
  if (code === ACCEPTED || isRepeat) return { ok: true, providerMessageId: SMSID ?? null }
  return failure(ESMS_FAILURES[code] ?? 'permanent', `esms_${code}`, false)
}

function refused(status: number): SendOutcome {
  if (status === 429) return failure('rate_limited', 'esms_http_429', false)
  if (status >= 500) return failure('retryable', `esms_http_${status}`, true)
  return failure(status === 401 || status === 403 ? 'misconfigured' : 'permanent', `esms_http_${status}`, false)
}

function failure(failure: FailureClass, code: string, ambiguous: boolean): SendOutcome {
  return { ok: false, failure, code, retryAfterMs: null, ambiguous }
}
