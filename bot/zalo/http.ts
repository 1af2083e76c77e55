import { createHmac } from 'node:crypto'
import type { ZaloCode } from '../../core/ports/zalo-desk.ts'

/** Where Zalo's three hosts are: the real ones, or a fake's. */
export interface ZaloRoots {
  oauth: string
  api: string
  business: string
}

export interface ZaloRate {
  limit: number | null
  remain: number | null
}

export interface ZaloAsk {
  url: URL
  headers?: Record<string, string>
  /** JSON text, a form, or a multipart body; absent: a GET. */
  body?: string | URLSearchParams | FormData
  signal?: AbortSignal | undefined
  timeoutMs: number
}

/** `ambiguous`: the request left and nobody knows whether Zalo took it. Holds no word of what was sent or answered. */
export type ZaloAnswer =
  | { ok: true; status: number; json: unknown; rate: ZaloRate | null }
  | { ok: false; code: ZaloCode; ambiguous: boolean; rate: ZaloRate | null }

/** A hostile or broken answer ends here; Zalo's own are below 4 KB. */
const MAX_ANSWER_BYTES = 256 * 1024
/** Before a connection stands nothing has left us. */
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** A gateway that lost its server cannot say what that server did. */
export const isGatewayLost = (status: number): boolean => status === 502 || status === 504

/** Keeps a path that the root may have, as behind a proxy. */
export function zaloUrl(root: string, path: string): URL {
  return new URL(`.${path}`, root.endsWith('/') ? root : `${root}/`)
}

/** One request, one answer. Never throws, never follows, never waits longer than `timeoutMs`, never logs. */
export async function askZalo({ url, headers = {}, body, signal, timeoutMs }: ZaloAsk): Promise<ZaloAnswer> {
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: typeof body === 'string' ? { 'content-type': 'application/json', ...headers } : headers,
      body: body ?? null,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    return await read(answer)
  } catch (fault) {
    return { ok: false, ...whatCutIt(fault), rate: null }
  }
}

/** Calls that carry the app's proof of its secret with their token, where the app's setting asks for it (channels 1.2). */
export function appSecretProof(accessToken: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex')
}

async function read(answer: Response): Promise<ZaloAnswer> {
  const rate = rateOf(answer.headers)
  const json = parsed(await textOf(answer))
  if (json !== undefined) return { ok: true, status: answer.status, json, rate }
  const { status } = answer
  if (status === 200) return { ok: false, code: 'unreadable', ambiguous: true, rate }
  return { ok: false, code: `http_${status}`, ambiguous: isGatewayLost(status), rate }
}

/** Null when it is longer than any answer of Zalo. */
async function textOf({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Numbers a double cannot hold stay the digits they were: ids of 19 digits among them. */
function parsed(text: string | null): unknown {
  const exact = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value
  try {
    return text === null ? undefined : JSON.parse(text, exact)
  } catch {
    return undefined
  }
}

function rateOf(headers: Headers): ZaloRate | null {
  const figure = (name: string) => (/^\d{1,9}$/.test(headers.get(name) ?? '') ? Number(headers.get(name)) : null)
  const [limit, remain] = [figure('x-ratelimit-limit'), figure('x-ratelimit-remain')]
  return limit === null && remain === null ? null : { limit, remain }
}

/** The fault may quote the address or the body it was sending: only its kind is kept. */
function whatCutIt(fault: unknown): { code: ZaloCode; ambiguous: boolean } {
  const { name = '', cause } = fault as { name?: string; cause?: { code?: unknown } }
  if (name === 'TimeoutError' || name === 'AbortError') return { code: 'timeout', ambiguous: true }
  return { code: 'network', ambiguous: !NEVER_LEFT.includes(String(cause?.code)) }
}
