import { z } from 'zod'

/**
 * The parts of a Zalo event that we read; unknown fields are let pass, and numbers are taken where text is promised
 * (channels 1.6 and 6). Ids have 19 digits and stay text; one that came as a number has lost its end and is refused.
 */
const Text = z.union([z.string(), z.number()]).transform(String)
/** Longer than any id of Zalo, shorter than what an index of the inbox refuses. */
const LONGEST_ID = 100
const Id = z.union([z.string().min(1).max(LONGEST_ID), z.number().int().refine(Number.isSafeInteger)]).transform(String)
const Someone = z.object({ id: Id, admin_id: Id.optional() })

const Attachment = z.object({
  type: z.string(),
  payload: z
    .object({ url: z.string().optional(), size: Text.optional(), description: z.string().optional() })
    .optional(),
})

const Message = z.object({
  text: z.string().optional(),
  msg_id: Id.optional(),
  msg_ids: z.array(Id).max(1_000).optional(),
  quote_msg_id: Id.optional(),
  tracking_id: z.string().max(LONGEST_ID).optional(),
  attachments: z.array(Attachment).max(50).optional(),
})

export const ZaloEvent = z.object({
  event_name: z.string().max(100),
  timestamp: Text,
  oa_id: Id.optional(),
  oaId: Id.optional(),
  user_id: Id.optional(),
  sender: Someone.optional(),
  recipient: Someone.optional(),
  follower: Someone.optional(),
  message: Message.optional(),
  info: z.object({ phone: Text.optional() }).optional(),
})

export type ZaloEvent = z.infer<typeof ZaloEvent>
export type ZaloMessage = z.infer<typeof Message>

/** What must be read before the signature can be checked. */
export const ZaloClaim = z.object({ app_id: Id, timestamp: Text, oa_id: Id.optional(), recipient: Someone.optional() })
