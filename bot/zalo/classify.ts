import type { FailureClass, SendOutcome } from '../channel.ts'
import { nextMorning } from './morning.ts'

type Failure = Extract<SendOutcome, { ok: false }>

/** Which of Zalo's servers answered: one number means different things on each (channels 1.5, 1.7). */
export type ZaloHost = 'oa' | 'zns' | 'oauth'

/** Lists of codes as the tables of channels 1.2, 1.5 and 1.7 give them. */
const CLASSES: Record<ZaloHost, Partial<Record<FailureClass, readonly number[]>>> = {
  oa: {
    rate_limited: [-32, -234],
    retryable: [-100, -200],
    permanent: [-201, -210, -233, -235, -240, -248, -249],
    misconfigured: [-204, -205, -209, -212, -219, -221, -223, -224, -242, -320, -321],
    quota: [-211, -218],
    blocked: [-213, -217, -227, -244],
    auth_expired: [-216, -220],
    window_closed: [-230, -232],
  },
  zns: {
    retryable: [-100],
    misconfigured: [-101, -102, -103, -104, -105, -120, -125, -135, -1351, -136, -137, -138, -146, -1241],
    permanent: [-108, -109, -111, -112, -1121, -1122, -1124, -113, -116, -117, -121, -122, -127, -131, -132],
    blocked: [-114, -118, -119, -139, -140, -141],
    quota: [-115, -126, -144, -147, -1441, -1471, -1472],
    auth_expired: [-124],
    rate_limited: [-32, -133],
  },
  // Whatever stops the token stops everything until an administrator of the OA repairs it (channels 1.2).
  oauth: { misconfigured: [-14002, -14003, -14004, -14005, -14014, -14018, -14020] },
}

/** Null: a code that no table of Zalo's names. */
export function classOf(host: ZaloHost, code: number): FailureClass | null {
  const found = Object.entries(CLASSES[host]).find(([, codes]) => codes.includes(code))
  return found ? (found[0] as FailureClass) : null
}

/** `network`, `timeout`, `unreadable`, `not_connected` and `http_503` are words of ours (core/ports/zalo-desk.ts). */
export interface ZaloRefusal {
  host: ZaloHost
  code: number | string
  ambiguous: boolean
}

/** Zalo's refusal as a class, with the hour from which another try makes sense. `random`: 0 ≤ n < 1. */
export function classify({ host, code, ambiguous }: ZaloRefusal, now: Date, random: number): Failure {
  const failure = typeof code === 'number' ? (classOf(host, code) ?? 'retryable') : classOfWord(code)
  const retryAfterMs = waitMs(failure, code, now, random)
  const own = host === 'oa' && code === OWN_ALLOWANCE ? { onlyHere: true as const } : {}
  return { ok: false, failure, code: `zalo_${host}_${code}`, retryAfterMs, ambiguous, ...own }
}

/** What one citizen may get from us in a day: other citizens still get theirs (channels 1.5). */
const OWN_ALLOWANCE = -218

/** A code nobody told us of is tried a few times and then shown to a person, as passing trouble is. */
function classOfWord(code: string): FailureClass {
  if (code === 'http_429') return 'rate_limited'
  if (code === 'network' || code === 'timeout' || /^http_5\d\d$/.test(code)) return 'retryable'
  if (/^http_(401|403)$/.test(code) || code === 'not_connected') return 'misconfigured'
  return /^http_4\d\d$/.test(code) ? 'permanent' : 'retryable'
}

const NIGHT = [-234, -133]

function waitMs(failure: FailureClass, code: number | string, now: Date, random: number): number | null {
  if (failure !== 'rate_limited') return null
  if (NIGHT.some((one) => one === code)) return nextMorning(now).getTime() - now.getTime()
  // Zalo counts by the minute: not everybody comes back in its first second.
  return 60_000 - (now.getTime() % 60_000) + Math.round(random * 10_000)
}
