import { TelegramError } from 'telegraf'
import type { FailureClass, SendOutcome } from '../channel.ts'

type Failure = Extract<SendOutcome, { ok: false }>

/** Telegram's answer as a class (channels 3.3). Only its code is kept: the fault itself holds text, chat and token. */
export function classify(fault: unknown): Failure {
  if (!(fault instanceof TelegramError)) return networkFailure(fault)
  const status = fault.code
  const said = fault.description.toLowerCase()
  if (status === 429) return failure('rate_limited', 'telegram_429', { retryAfterMs: retryAfter(fault) })
  if (status >= 500) return failure('retryable', `telegram_${status}`)
  if (status === 403 || said.includes('chat not found')) return failure('blocked', `telegram_${status}`)
  if (status === 401 || status === 404 || status === 409) return failure('misconfigured', `telegram_${status}`)
  return failure('permanent', `telegram_${status}`)
}

/** Before a connection stands nothing has left us; after that nobody knows. */
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']

function networkFailure(fault: unknown): Failure {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  return failure('retryable', 'telegram_network', { ambiguous: !NEVER_LEFT.includes(code) })
}

/** A button pressed long ago, or a message that already looks like that: nothing is lost. */
export function isHarmless(fault: unknown): boolean {
  if (!(fault instanceof TelegramError)) return false
  return /query is too old|message is not modified|message to delete not found|message can't be deleted/i.test(
    fault.description,
  )
}

function retryAfter({ parameters }: TelegramError): number {
  return (parameters?.retry_after ?? 1) * 1000
}

function failure(failure: FailureClass, code: string, more: Partial<Failure> = {}): Failure {
  return { ok: false, failure, code, retryAfterMs: null, ambiguous: false, ...more }
}
