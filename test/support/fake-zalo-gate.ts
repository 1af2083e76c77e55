import { createHmac } from 'node:crypto'
import type { Request, Response } from 'express'
import type { ZaloEndpoint, ZaloFault, ZaloState } from './fake-zalo-state.ts'

/** Zalo's own body: 200 even when it says no. */
export interface ZaloAnswer {
  error: number
  message: string
  data?: unknown
}

export const success = (data: unknown): ZaloAnswer => ({ data, error: 0, message: 'Success' })
export const refusal = (error: number, message = MESSAGES[error] ?? 'Request failed'): ZaloAnswer => ({
  error,
  message,
})

const MESSAGES: Record<number, string> = {
  [-32]: 'Your application reached limit call api',
  [-100]: 'attachment_id was expired',
  [-124]: 'Access token invalid',
  [-200]: 'Send message failed',
  [-210]: 'Parameter exceeds allowable limit',
  [-211]: 'Out of quota',
  [-213]: 'User has not followed OA',
  [-216]: 'Access token is invalid',
  [-217]: 'User has blocked invitation from OA',
  [-220]: 'access_token is expired or removed',
  [-227]: 'User is banned or has been inactive for more than 45 days',
  [-230]: 'User has not interacted with the OA in the past 7 days',
  [-232]: 'User has not interacted with the OA, or the last interaction has expired',
  [-233]: 'Message type is not supported',
  [-242]: 'Invalid appsecret_proof',
  [-244]: 'User has restricted this message type from your OA',
  [-249]: 'Template does not support send via UID',
}

/** Takes the next fault of this endpoint, counting it down. */
export function takeZaloFault(state: ZaloState, endpoint: ZaloEndpoint): ZaloFault | null {
  const index = state.faults.findIndex((fault) => fault.endpoint === endpoint || fault.endpoint === '*')
  const fault = state.faults[index]
  if (!fault) return null
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) state.faults.splice(index, 1)
  return fault
}

/** Every API call goes through here: faults, rate with its two headers, token, proof, and then the work itself. */
export async function throughGate(
  state: ZaloState,
  { endpoint, host }: { endpoint: ZaloEndpoint; host: 'oa' | 'zns' },
  req: Request,
  res: Response,
  work: () => ZaloAnswer | Promise<ZaloAnswer>,
): Promise<void> {
  const fault = takeZaloFault(state, endpoint)
  if (fault?.kind === 'cut_before') return void res.socket?.destroy()
  if (fault?.kind === 'status')
    return void res
      .status(fault.status ?? 502)
      .type('html')
      .send('<html>Bad Gateway</html>')
  const isWithinRate = countCall(state, res)
  if (fault?.kind === 'code') return void res.json(refusal(fault.code ?? -200))
  if (!isWithinRate) return void res.json(refusal(-32))
  const answer = objectionToCaller(state, host, req) ?? (await work())
  if (fault?.kind === 'cut_after') return void res.socket?.destroy()
  res.json(answer)
}

function countCall({ rate, clock }: ZaloState, res: Response): boolean {
  const window = Math.floor(clock.now().getTime() / rate.windowMs)
  if (window !== rate.window) Object.assign(rate, { window, used: 0 })
  const isAllowed = rate.used < rate.limit
  if (isAllowed) rate.used += 1
  else rate.refused += 1
  res.set('X-RateLimit-Limit', String(rate.limit)).set('X-RateLimit-Remain', String(rate.limit - rate.used))
  return isAllowed
}

function objectionToCaller(state: ZaloState, host: 'oa' | 'zns', req: Request): ZaloAnswer | null {
  const given = req.get('access_token') ?? ''
  const { accessToken } = state
  if (given !== accessToken?.value || accessToken.until <= state.clock.now()) {
    if (host === 'zns') return refusal(-124)
    return refusal(given === accessToken?.value || state.deadTokens.has(given) ? -220 : -216)
  }
  if (!state.requireProof) return null
  const proof = createHmac('sha256', state.appSecret).update(given).digest('hex')
  if (req.get('appsecret_proof') === proof) return null
  return host === 'zns' ? refusal(-1241, 'Invalid appsecret_proof') : refusal(-242)
}
