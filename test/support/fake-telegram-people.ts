import { randomBytes } from 'node:crypto'
import type { TelegramPost } from './fake-telegram-post.ts'
import { botUser, type FakeState } from './fake-telegram-state.ts'

const ODDITIES = {
  voice: { voice: { duration: 4, mime_type: 'audio/ogg', file_id: 'voice_1', file_unique_id: 'v1', file_size: 16000 } },
  video: { video: { width: 320, height: 240, duration: 4, file_id: 'video_1', file_unique_id: 'w1' } },
  sticker: { sticker: { width: 512, height: 512, emoji: '👍', type: 'regular', file_id: 's_1', file_unique_id: 's1' } },
  location: { location: { latitude: 10, longitude: 106 } },
} as const

const MIMES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
}
const mimeOf = (name: string) => MIMES[name.toLowerCase().split('.').at(-1) ?? ''] ?? 'application/octet-stream'

/** What people do in Telegram; answers are the webhook's last HTTP status. */
export function telegramPeople(state: FakeState, post: TelegramPost) {
  const seconds = () => Math.floor(state.clock.now().getTime() / 1000)
  const from = (chatId: number) => ({ id: chatId, is_bot: false, first_name: 'Người Dùng', language_code: 'vi' })
  const chat = (chatId: number) => ({ id: chatId, first_name: 'Người Dùng', type: 'private' })
  /** Nobody can write to a bot they have blocked: writing ends the block. */
  const message = (chatId: number, content: object) => {
    state.blocked.delete(chatId)
    const id = ++state.nextId
    state.heard.set(id, { chatId, at: state.clock.now() })
    return post.deliver({
      message: { message_id: id, date: seconds(), chat: chat(chatId), from: from(chatId), ...content },
    })
  }
  const keep = (bytes: Buffer) => {
    const fileId = `file_${randomBytes(6).toString('hex')}`
    state.files.set(fileId, bytes)
    return { file_id: fileId, file_unique_id: `u${fileId}`, file_size: bytes.length }
  }
  const photoOf = (bytes: Buffer) => [
    { ...keep(bytes), width: 1280, height: 808 },
    { ...keep(Buffer.from('thumbnail')), width: 90, height: 57 },
  ]
  /** The name decides the type that is claimed, as at Telegram: nobody looks at the bytes. */
  const documentOf = (bytes: Buffer, name = 'anh.jpg') => ({
    ...keep(bytes),
    file_name: name,
    mime_type: mimeOf(name),
  })
  const member = (chatId: number, before: string, after: string) => {
    const user = botUser(state.botId)
    const status = (name: string) =>
      name === 'kicked' ? { user, status: name, until_date: 0 } : { user, status: name }
    const change = { old_chat_member: status(before), new_chat_member: status(after) }
    return post.deliver({ my_chat_member: { chat: chat(chatId), from: from(chatId), date: seconds(), ...change } })
  }
  const say = (chatId: number, text: string, more: object = {}) => message(chatId, { text, ...more })
  return {
    say,
    /** `https://t.me/<bot>?start=<code>`: what the person sends by opening it. */
    start: (chatId: number, code = '') => {
      if (code && !/^[A-Za-z0-9_-]{1,64}$/.test(code)) throw new Error('a deep link carries 1 to 64 of A-Z a-z 0-9 _ -')
      const entities = [{ offset: 0, length: 6, type: 'bot_command' }]
      return say(chatId, code ? `/start ${code}` : '/start', { entities })
    },
    /** A button under a message calls back; a key of the big keyboard says its label; a link tells nobody. */
    press: (chatId: number, label: string, { inaccessible = false } = {}) => {
      const ofChat = state.sent.filter((one) => one.chatId === chatId)
      const shown = ofChat.findLast((one) => one.buttons.some((button) => button.text === label))
      const button = shown?.buttons.find((one) => one.text === label)
      if (!shown || !button)
        throw new Error(`no message shows the button "${label}": ${ofChat.at(-1)?.buttons.map((one) => one.text)}`)
      if (button.url) throw new Error(`the button "${label}" opens a page`)
      if (!button.data) return say(chatId, label)
      const id = `q${++state.nextId}`
      state.pressed.add(id)
      const date = Math.floor(shown.at.getTime() / 1000)
      const full = { from: botUser(state.botId), date, text: shown.text }
      const at = { message_id: shown.messageId, chat: chat(chatId), ...(inaccessible ? { date: 0 } : full) }
      return post.deliver({
        callback_query: { id, from: from(chatId), chat_instance: '1', data: button.data, message: at },
      })
    },
    sendPhoto: (chatId: number, bytes: Buffer, more: object = {}) =>
      message(chatId, { photo: photoOf(bytes), ...more }),
    sendDocument: (chatId: number, bytes: Buffer, more: object = {}, name = 'anh.jpg') =>
      message(chatId, { document: documentOf(bytes, name), ...more }),
    /** Pictures sent together: separate updates, in parallel, with one group id and no end. */
    sendAlbum: (
      chatId: number,
      pictures: Buffer[],
      { caption, asFiles = false }: { caption?: string; asFiles?: boolean } = {},
    ) => {
      const group = { media_group_id: String(13_700_000_000_000_000n + BigInt(++state.nextId)) }
      const one = (bytes: Buffer, index: number) =>
        message(chatId, {
          ...(asFiles ? { document: documentOf(bytes) } : { photo: photoOf(bytes) }),
          ...group,
          ...(index === 0 && caption ? { caption } : {}),
        })
      return Promise.all(pictures.map(one))
    },
    sendContact: (chatId: number, phone: string, more: object = {}) =>
      message(chatId, { contact: { phone_number: phone, first_name: 'Người Dùng', user_id: chatId }, ...more }),
    sendOddity: (chatId: number, kind: keyof typeof ODDITIES) => message(chatId, ODDITIES[kind]),
    /** Groups have negative ids; nothing of ours may ever be answered there. */
    sayInGroup: (groupId: number, userId: number, text: string) =>
      message(userId, { chat: { id: groupId, title: 'Nhóm Thử', type: 'supergroup' }, text }),
    block: (chatId: number) => {
      state.blocked.add(chatId)
      return member(chatId, 'member', 'kicked')
    },
    unblock: (chatId: number) => {
      state.blocked.delete(chatId)
      return member(chatId, 'kicked', 'member')
    },
  }
}
