import type { HeardContent, InboundEvent, MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { TelegramMessage, TelegramUpdate } from './update.ts'

/** getFile answers up to this size only (channels 3.3). */
const LARGEST_FILE = 20_000_000

/** A Telegram update as a neutral event; null for what is none of our business, groups above all. */
export function parseUpdate(update: TelegramUpdate, botId: string, now: Date): InboundEvent | null {
  const { message, callback_query: pressed, my_chat_member: member, edited_message: edited } = update
  const chat = message?.chat ?? pressed?.message?.chat ?? member?.chat ?? edited?.chat
  // Records are never answered in a group (channels 3.3).
  if (chat ? chat.type !== 'private' : !pressed) return null
  const chatId = chat?.id ?? pressed?.from.id
  const content = contentOf(update)
  if (!chatId || !content) return null
  return {
    dedupeKey: `tg|${botId}|${update.update_id}`,
    address: `telegram|${botId}|${chatId}`,
    channel: 'telegram',
    sortKey: update.update_id,
    receivedTime: now.getTime(),
    providerTime: message ? message.date * 1_000 : now.getTime(),
    providerMessageId: message?.message_id ?? null,
    replyTo: message?.reply_to_message?.message_id ?? null,
    ack: pressed?.id ?? null,
    locale: null,
    ...content,
  }
}

function contentOf({
  message,
  callback_query: pressed,
  my_chat_member: member,
  edited_message: edited,
}: TelegramUpdate): HeardContent | null {
  if (message) return messageContent(message)
  if (pressed) return pressed.data ? { kind: 'choice', token: pressed.data } : null
  if (edited) return { kind: 'unsupported', what: 'edited' }
  if (!member) return null
  return { kind: 'subscription', state: member.new_chat_member.status === 'kicked' ? 'closed' : 'opened' }
}

function messageContent(message: TelegramMessage): HeardContent {
  if (message.contact) return contactContent(message)
  if (message.photo || message.document) return mediaContent(message)
  if (message.text !== undefined) return textContent(message.text)
  if (message.voice) return { kind: 'unsupported', what: 'voice' }
  if (message.video) return { kind: 'unsupported', what: 'video' }
  if (message.sticker) return { kind: 'unsupported', what: 'sticker' }
  return { kind: 'unsupported', what: message.location ? 'location' : 'other' }
}

const COMMANDS = {
  start: 'start',
  batdau: 'start',
  help: 'help',
  trogiup: 'help',
  cancel: 'cancel',
  stop: 'stop',
  dung: 'stop',
  huy: 'cancel',
} as const

function textContent(text: string): HeardContent {
  const found = /^\/([a-z_]+)(?:@\w+)?(?:\s+(.*))?$/iu.exec(text.trim())
  const word = found?.[1]?.toLowerCase() ?? ''
  const name = word in COMMANDS ? COMMANDS[word as keyof typeof COMMANDS] : null
  return name ? { kind: 'command', name, arg: found?.[2] ?? null } : { kind: 'text', text: text.normalize('NFC') }
}

/** Own only when Telegram itself says whose number it is, and nobody forwarded it (channels 3.3). */
function contactContent({ contact, from, forward_origin: forwarded }: TelegramMessage): HeardContent {
  const isOwn = contact?.user_id !== undefined && contact.user_id === from?.id && forwarded === undefined
  return { kind: 'contact', phone: contact?.phone_number ?? null, proof: isOwn ? 'platform_own' : 'someone_else' }
}

function mediaContent({
  message_id: messageId,
  photo,
  document,
  caption,
  media_group_id: album,
}: TelegramMessage): HeardContent {
  // One picture in several sizes: the largest one can be read best.
  const largest = photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0]
  const file = largest ?? document
  const bytes = file?.file_size ?? null
  if (!file || (bytes !== null && bytes > LARGEST_FILE)) return { kind: 'unsupported', what: 'too_big' }
  const item: MediaRef = {
    source: 'telegram',
    fileId: file.file_id,
    messageId,
    bytes,
    form: largest ? 'photo' : 'document',
  }
  return { kind: 'media', items: [item], caption: caption?.normalize('NFC') ?? null, albumKey: album ?? null }
}
