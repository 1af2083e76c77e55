import { randomBytes } from 'node:crypto'
import type { TestClock } from './clock.ts'

export type ZaloEndpoint =
  | 'permission'
  | 'access_token'
  | 'cs'
  | 'template'
  | 'upload_image'
  | 'upload_gif'
  | 'upload_file'
  | 'user_detail'
  | 'quota_message'
  | 'getoa'
  | 'zns'
  | 'zns_hashphone'
  | 'zns_status'
  | 'zns_quota'
  | 'zns_quality'
  | 'zns_template_info'

/**
 * The next `times` (1) answers of an endpoint, or of any API call with `*`. `code`: an error of Zalo's with HTTP 200;
 * `status`: an HTTP status with an HTML page; `cut_before`/`cut_after`: the line breaks before or after the work is done;
 * `no_refresh_token`: a token answer that leaves the old refresh token valid (channels 1.2).
 */
export interface ZaloFault {
  endpoint: ZaloEndpoint | '*'
  kind: 'code' | 'status' | 'cut_before' | 'cut_after' | 'no_refresh_token'
  code?: number
  status?: number
  times?: number
}

export interface ZaloUser {
  id: string
  idByApp: string
  name: string
  /** `left`: unfollowed and silent since, so nothing reaches them (-213). */
  follows: 'never' | 'yes' | 'left'
  /** The code every consultation message is refused with, such as -217; null lets them through. */
  refusedWith: number | null
  lastInteraction: Date | null
  /** What `user_submit_info` told; a phone stands here as a number, as it does at Zalo. */
  sharedInfo: Record<string, string | number> | null
}

export interface ZaloButton {
  title: string
  type: string
  payload: unknown
}

export interface ZaloSent {
  endpoint: 'cs' | 'template' | 'zns' | 'zns_hashphone'
  kind: 'text' | 'image' | 'gif' | 'file' | 'request_user_info' | 'template'
  messageId: string
  /** The OA's id of the citizen; for ZNS the phone `84…` or its hash. */
  userId: string
  text: string
  buttons: ZaloButton[]
  /** Picture address, attachment id or file token. */
  media: string | null
  templateId: string | null
  templateData: Record<string, unknown> | null
  trackingId: string | null
  at: Date
  /** Outside 48 hours, or a template: somebody pays. */
  billed: boolean
  delivered: boolean
  seen: boolean
}

export interface ZaloUpload {
  kind: 'image' | 'gif' | 'file'
  name: string
  bytes: Buffer
  at: Date
}

/** An approved template: its parameters with their greatest length. */
export interface ZaloTemplate {
  params: Record<string, number>
  byUserId: boolean
}

export interface ZaloState {
  appId: string
  appSecret: string
  oaId: string
  oaSecret: string
  /** Where consent may come back to; null takes any address. */
  redirectUri: string | null
  /** When true, `appsecret_proof` must come with every call (channels 1.2). */
  requireProof: boolean
  clock: TestClock
  codes: Map<string, { challenge: string; at: Date }>
  accessToken: { value: string; until: Date } | null
  /** Tokens that once were ours: they get -220, strangers -216. */
  deadTokens: Set<string>
  refreshTokens: Map<string, Date>
  /** Lifetime of a new access token in seconds. */
  accessSeconds: number
  refreshCount: number
  users: Map<string, ZaloUser>
  sent: ZaloSent[]
  uploads: Map<string, ZaloUpload>
  templates: Map<string, ZaloTemplate>
  /** Phone or hash that cannot receive templates → the code it is refused with, such as -118. */
  refusedPhones: Map<string, number>
  /** Phones of the OA's admins, who alone get `mode: development`. */
  adminPhones: Set<string>
  faults: ZaloFault[]
  /** Requests in one window of `windowMs`; `refused` counts what went over it. */
  rate: { limit: number; windowMs: number; window: number; used: number; refused: number }
  /** Messages of 48 hours to 7 days that the package still pays, and templates of the day. */
  quota: { sub: number; zns: number }
  media: Map<string, { name: string; bytes: Buffer }>
  apiRoot: string
}

const HOUR = 3_600_000
export const FREE_WINDOW_MS = 48 * HOUR
export const WINDOW_MS = 7 * 24 * HOUR
export const ASSET_LIFE_MS = 7 * 24 * HOUR

/** 20 hexadecimal digits, as Zalo's message ids look. */
export const messageIdOf = (): string => randomBytes(10).toString('hex')

/** The citizen with this id, made known on first mention. Ids are strings of 19 digits: as numbers they would change. */
export function userOf(state: ZaloState, id: string): ZaloUser {
  if (!/^\d{19}$/.test(id)) throw new Error('a Zalo user id is a string of 19 digits')
  const known = state.users.get(id)
  if (known) return known
  const made: ZaloUser = {
    id,
    idByApp: `4${id.slice(1)}`,
    name: 'Người Dùng Thử',
    follows: 'never',
    refusedWith: null,
    lastInteraction: null,
    sharedInfo: null,
  }
  state.users.set(id, made)
  return made
}
