import type { z } from 'zod'
import type { MeterReading } from '../../core/domain/zalo/meter.ts'
import type { ZaloCode, ZaloToken, ZaloTokens } from '../../core/ports/zalo-desk.ts'
import { Envelope } from './answers.ts'
import { appSecretProof, askZalo, isGatewayLost, type ZaloRate } from './http.ts'
import { rateReading } from './readings.ts'

/** `host` says whose table the code stands in (channels 1.2, 1.5, 1.7). */
export type ZaloResult<T> =
  | { ok: true; data: T; rate: ZaloRate | null }
  | { ok: false; code: ZaloCode; host: 'oa' | 'zns' | 'oauth'; ambiguous: boolean; rate: ZaloRate | null }

interface Call {
  host: 'oa' | 'zns'
  url: URL
  /** Sent as JSON; its texts are brought into NFC, as Zalo counts characters. */
  body?: object
  file?: { bytes: Uint8Array; name: string }
  signal?: AbortSignal | undefined
}

interface CallerDeps {
  appSecret: string
  tokens: ZaloTokens
  appSecretProof?: boolean
  timeoutMs: number
  seen: (readings: readonly MeterReading[]) => void
}

export type ZaloCaller = ReturnType<typeof zaloCaller>

/** Makes calls that carry the token and outlive its end. */
export function zaloCaller(deps: CallerDeps) {
  return <T>(call: Call, shape: z.ZodType<T>): Promise<ZaloResult<T>> =>
    withToken(deps.tokens, (token) => callOnce(deps, call, shape, token))
}

/**
 * Rule (d) of channels 1.2: on a token error the stored token is read again, because another process may have renewed it;
 * then it is renewed once; then the refusal stands.
 */
async function withToken<T>(
  tokens: ZaloTokens,
  ask: (token: string) => Promise<ZaloResult<T>>,
): Promise<ZaloResult<T>> {
  const first = await tokens.current()
  if (!first.ok) return noToken(first.code)
  let held = first.token
  let answer = await ask(held)
  for (const next of [() => tokens.current(), () => tokens.renew(held)]) {
    if (!isTokenError(answer)) return answer
    const token: ZaloToken = await next()
    if (!token.ok) return noToken(token.code)
    if (token.token === held) continue
    held = token.token
    answer = await ask(held)
  }
  return answer
}

/** The message itself never left. */
const noToken = (code: ZaloCode) => ({ ok: false as const, code, host: 'oauth' as const, ambiguous: false, rate: null })

const DEAD_TOKEN = { oa: [-216, -220], zns: [-124], oauth: [] as number[] }

/** Some gateways answer 401 for a dead token (channels 1.5). */
function isTokenError(answer: ZaloResult<unknown>): boolean {
  return !answer.ok && (answer.code === 'http_401' || DEAD_TOKEN[answer.host].some((code) => code === answer.code))
}

async function callOnce<T>(deps: CallerDeps, call: Call, shape: z.ZodType<T>, token: string): Promise<ZaloResult<T>> {
  const { url, signal, host } = call
  const headers: Record<string, string> = { access_token: token }
  if (deps.appSecretProof) headers.appsecret_proof = appSecretProof(token, deps.appSecret)
  const answer = await askZalo({ url, headers, body: bodyOf(call), signal, timeoutMs: deps.timeoutMs })
  deps.seen(rateReading(answer.rate))
  if (!answer.ok) return { ok: false, code: answer.code, host, ambiguous: answer.ambiguous, rate: answer.rate }
  const said = read(answer.json, answer.status, shape)
  return said.ok ? { ...said, rate: answer.rate } : { ...said, host, rate: answer.rate }
}

/** Accepted only with HTTP 200 and `error` 0 (channels 1.4). */
function read<T>(json: unknown, status: number, shape: z.ZodType<T>) {
  const envelope = Envelope.safeParse(json)
  if (envelope.success && envelope.data.error !== 0)
    return { ok: false as const, code: envelope.data.error, ambiguous: false }
  if (status !== 200) return { ok: false as const, code: `http_${status}`, ambiguous: isGatewayLost(status) }
  const data = envelope.success ? shape.safeParse(envelope.data.data) : null
  // Zalo said yes, or something nobody can read: what was asked may have happened.
  return data?.success
    ? { ok: true as const, data: data.data }
    : { ok: false as const, code: 'unreadable', ambiguous: true }
}

function bodyOf({ body, file }: Call): string | FormData | undefined {
  if (body) return JSON.stringify(body, (_key, value) => (typeof value === 'string' ? value.normalize('NFC') : value))
  if (!file) return undefined
  const form = new FormData()
  form.append('file', new Blob([Uint8Array.from(file.bytes)]), file.name.normalize('NFC'))
  return form
}
