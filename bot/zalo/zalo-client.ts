import type { MeterReading } from '../../core/domain/zalo/meter.ts'
import type { ZaloTokens } from '../../core/ports/zalo-desk.ts'
import { zaloAddresses } from './addresses.ts'
import * as Answer from './answers.ts'
import type { ZaloRoots } from './http.ts'
import type { CsSend, TemplateSend, ZnsSend } from './messages.ts'
import { dayReading, quotaReading } from './readings.ts'
import { type ZaloCaller, zaloCaller } from './zalo-call.ts'

export interface ZaloClientOptions {
  appId: string
  appSecret: string
  roots: ZaloRoots
  /** Shared by all processes (core/use-cases/zalo/open-tokens.ts). */
  tokens: ZaloTokens
  /** Hears what every answer tells of the account's allowances (core/use-cases/zalo/note-meters.ts). */
  seen?: (readings: readonly MeterReading[]) => void
  /** Off unless the app's setting at Zalo asks for it (channels 1.2). */
  appSecretProof?: boolean
  timeoutMs?: number
}

export type ZaloClient = ReturnType<typeof zaloClient>

const TIMEOUT_MS = 10_000

/**
 * The calls of the OA and ZNS hosts that we need (channels 1.4, 1.7). Each answers a result and never throws for what
 * Zalo or the network does; a token that ran out is renewed on the way. Nothing is logged and no error quotes anything.
 */
export function zaloClient(options: ZaloClientOptions) {
  const { seen = () => undefined } = options
  const call = zaloCaller({ timeoutMs: TIMEOUT_MS, ...options, seen })
  const road = { call, seen, to: zaloAddresses(options.roots) }
  return { ...sends(road), ...uploads(road), ...questions(road) }
}

interface Road {
  call: ZaloCaller
  seen: (readings: readonly MeterReading[]) => void
  to: ReturnType<typeof zaloAddresses>
}

function sends({ call, seen, to }: Road) {
  return {
    sendCs: async ({ userId, message }: CsSend, signal?: AbortSignal) => {
      const body = { recipient: { user_id: userId }, message }
      const sent = await call({ ...to.oa('/v3.0/oa/message/cs'), body, signal }, Answer.Sent)
      if (sent.ok) seen(quotaReading(sent.data.quota))
      return sent
    },
    sendTemplate: async ({ userId, templateId, data }: TemplateSend, signal?: AbortSignal) => {
      const body = { user_id: userId, template_id: templateId, template_data: data }
      const sent = await call({ ...to.oa('/v3.0/oa/message/template'), body, signal }, Answer.Sent)
      if (sent.ok) seen(quotaReading(sent.data.quota))
      return sent
    },
    sendZnsByPhone: async ({ phone, templateId, data, trackingId, isTrial }: ZnsSend, signal?: AbortSignal) => {
      const whom = { phone: phone.replace(/^\+/, ''), template_id: templateId, template_data: data }
      const body = { ...whom, tracking_id: trackingId, ...(isTrial ? { mode: 'development' } : {}) }
      const sent = await call({ ...to.zns('/message/template'), body, signal }, Answer.ZnsSent)
      if (sent.ok) seen(dayReading(sent.data.day?.remainingQuota ?? null, sent.data.day?.dailyQuota ?? null))
      return sent
    },
  }
}

function uploads({ call, to }: Road) {
  return {
    /** JPEG or PNG up to 1 MB; good for 7 days. */
    uploadImage: (bytes: Uint8Array) =>
      call({ ...to.oa('/v2.0/oa/upload/image'), file: { bytes, name: imageName(bytes) } }, Answer.Uploaded),
    /** PDF, DOC, DOCX or CSV up to 5 MB. */
    uploadFile: (bytes: Uint8Array, name: string) =>
      call({ ...to.oa('/v2.0/oa/upload/file'), file: { bytes, name } }, Answer.UploadedFile),
  }
}

const PNG = 0x89
const imageName = (bytes: Uint8Array): string => (bytes[0] === PNG ? 'image.png' : 'image.jpg')

function questions({ call, seen, to }: Road) {
  return {
    userDetail: (userId: string) => call(to.asked('/v3.0/oa/user/detail', { user_id: userId }), Answer.UserDetail),
    quotaMessage: (userId: string) =>
      call({ ...to.oa('/v3.0/oa/quota/message'), body: { user_id: userId } }, Answer.UserQuota),
    znsStatus: (messageId: string) => call(to.zns('/message/status', { message_id: messageId }), Answer.ZnsStatus),
    znsQuota: async () => {
      const quota = await call(to.zns('/message/quota'), Answer.ZnsQuota)
      if (quota.ok) seen(dayReading(quota.data.remain, quota.data.total))
      return quota
    },
    znsQuality: () => call(to.zns('/quality'), Answer.ZnsQuality),
    /** A harmless question: who this account is. */
    getOa: () => call(to.oa('/v2.0/oa/getoa'), Answer.AboutOa),
  }
}
