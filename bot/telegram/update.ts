import { z } from 'zod'

/** The parts of a Telegram update that we read; everything else is ignored (channels 3.3). Ids become text. */
// The longest is what an index of the inbox takes; real ids have 20 signs at most.
const Id = z.union([z.number().int(), z.string().max(100)]).transform(String)

const User = z.object({ id: Id, language_code: z.string().optional() })
const Chat = z.object({ id: Id, type: z.string() })
const PhotoSize = z.object({
  file_id: z.string(),
  width: z.number(),
  height: z.number(),
  file_size: z.number().optional(),
})

const Message = z.object({
  message_id: Id,
  date: z.number(),
  from: User.optional(),
  chat: Chat,
  text: z.string().optional(),
  caption: z.string().optional(),
  media_group_id: Id.optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: z.object({ message_id: Id }).optional(),
  contact: z.object({ phone_number: z.string(), user_id: Id.optional() }).optional(),
  photo: z.array(PhotoSize).min(1).optional(),
  document: z.object({ file_id: z.string(), file_size: z.number().optional() }).optional(),
  voice: z.unknown().optional(),
  video: z.unknown().optional(),
  sticker: z.unknown().optional(),
  location: z.unknown().optional(),
})

export const TelegramUpdate = z.object({
  update_id: z.number().int(),
  message: Message.optional(),
  edited_message: z.object({ message_id: Id, chat: Chat }).optional(),
  callback_query: z
    .object({
      id: Id,
      from: User,
      data: z.string().max(64).optional(),
      // An old message comes without a text and must not be read (channels 3.3).
      message: z.object({ message_id: Id, chat: Chat }).optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat: Chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
})

export type TelegramUpdate = z.infer<typeof TelegramUpdate>
export type TelegramMessage = z.infer<typeof Message>
