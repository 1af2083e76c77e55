import { z } from 'zod'

/**
 * What we read of Zalo's answers (channels 1.2, 1.4, 1.7). Unknown fields are let pass; numbers and texts are taken for
 * each other wherever sources differ. Ids stay text.
 */
const Text = z.union([z.string(), z.number()]).transform(String)
const Maybe = Text.nullish().transform((text) => (text ? text : null))
const Figure = z.coerce.number().int()
const MaybeFigure = z
  .union([z.string().regex(/^\d+$/), z.number().int().nonnegative()])
  .nullish()
  .catch(null)
  .transform((figure) => (figure === null || figure === undefined ? null : Number(figure)))

/** Every answer but a token's: `error` is 0, or why not. */
export const Envelope = z.object({ error: Figure, data: z.unknown().optional() })

export const Granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  /** A text of seconds. */
  expires_in: z.coerce.number().int().positive(),
})
export const NotGranted = z.object({ error: Figure })

const Quota = z
  .object({ quota_type: z.string(), remain: MaybeFigure, total: MaybeFigure })
  .nullish()
  .catch(null)
  .transform((quota) => quota ?? null)

export const Sent = z
  .object({ message_id: Text, quota: Quota })
  .transform((sent) => ({ messageId: sent.message_id, quota: sent.quota }))

export const ZnsSent = z
  .object({
    msg_id: Text,
    quota: z.object({ dailyQuota: MaybeFigure, remainingQuota: MaybeFigure }).nullish().catch(null),
  })
  .transform(({ msg_id: messageId, quota }) => ({ messageId, day: quota ?? null }))

export const Uploaded = z.object({ attachment_id: Text }).transform((up) => ({ attachmentId: up.attachment_id }))
export const UploadedFile = z.object({ token: z.string().min(1) })

/** A phone can be a number, 0, or missing (channels 1.4). Self-declared, never a proof. */
export const UserDetail = z
  .object({
    user_id: Text,
    user_id_by_app: Maybe,
    display_name: Maybe,
    user_is_follower: z.boolean().nullish().catch(null),
    shared_info: z.object({ phone: Maybe }).nullish().catch(null),
  })
  .transform((user) => ({
    userId: user.user_id,
    userIdByApp: user.user_id_by_app,
    displayName: user.display_name,
    isFollower: user.user_is_follower ?? null,
    phone: user.shared_info?.phone === '0' ? null : (user.shared_info?.phone ?? null),
  }))

export const UserQuota = z
  .object({
    /** Epoch in milliseconds as text; 0 for never. */
    last_interaction: MaybeFigure,
    cs_reply: z.object({ remain: MaybeFigure, total: MaybeFigure }).nullish().catch(null),
  })
  .transform(({ last_interaction: at, cs_reply: replies }) => ({
    lastInteraction: at ? new Date(at) : null,
    replies: replies ?? null,
  }))

/** -1 unknown, 0 accepted, 1 delivered. */
export const ZnsStatus = z
  .object({ status: Figure, delivery_time: MaybeFigure })
  .transform(({ status, delivery_time: at }) => ({
    state: status === 1 ? ('delivered' as const) : status === 0 ? ('accepted' as const) : ('unknown' as const),
    deliveredAt: status === 1 && at ? new Date(at) : null,
  }))

export const ZnsQuota = z
  .object({ dailyQuota: MaybeFigure, remainingQuota: MaybeFigure })
  .transform(({ dailyQuota: total, remainingQuota: remain }) => ({ remain, total }))

export const ZnsQuality = z.object({ oaCurrentQuality: Maybe }).transform(({ oaCurrentQuality: now }) => ({ now }))

export const AboutOa = z
  .object({
    oaid: Text,
    name: Maybe,
    is_verified: z.boolean().nullish().catch(null),
    package_name: Maybe,
  })
  .transform((oa) => ({
    oaId: oa.oaid,
    name: oa.name,
    isVerified: oa.is_verified ?? null,
    packageName: oa.package_name,
  }))
