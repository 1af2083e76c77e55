export interface SentMessage {
  method: string
  chatId: number
  messageId: number
  text: string
  buttons: { text: string; data?: string; url?: string; contact?: boolean }[]
  removesKeyboard: boolean
}

export interface FakeState {
  botId: string
  sent: SentMessage[]
  deleted: number[]
  acknowledged: string[]
  files: Map<string, Buffer>
  nextId: number
  /** Buttons pressed and not yet acknowledged. */
  pressed: Set<string>
  webhook?: { url: string; secret: string }
}

type Payload = Record<string, unknown>
type Answer = { result: unknown } | { error_code: number; description: string }
type Button = { text: string; callback_data?: string; url?: string; request_contact?: boolean }

const bad = (description: string): Answer => ({ error_code: 400, description: `Bad Request: ${description}` })

/** One method of the Bot API, with the checks of the real one that a bot can fall over. */
export function answerTo(method: string, payload: Payload, state: FakeState): Answer {
  const known = METHODS[method]
  return known ? known(payload, state, method) : { error_code: 404, description: 'Not Found: method not found' }
}

const METHODS: Record<string, (payload: Payload, state: FakeState, method: string) => Answer> = {
  getMe: (_payload, { botId }) => ({
    result: { id: Number(botId), is_bot: true, first_name: 'Bot Thử', username: 'so_tiem_thu_bot' },
  }),
  setWebhook: (payload, state) => {
    const secret = String(payload.secret_token ?? '')
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(secret)) return bad('secret token contains unallowed characters')
    state.webhook = { url: String(payload.url), secret }
    return { result: true }
  },
  deleteWebhook: (_payload, state) => {
    state.webhook = undefined
    return { result: true }
  },
  getWebhookInfo: (_payload, state) => ({ result: { url: state.webhook?.url ?? '', pending_update_count: 0 } }),
  setMyCommands: () => ({ result: true }),
  sendChatAction: () => ({ result: true }),
  sendMessage: sendMessage,
  editMessageText: sendMessage,
  sendPhoto: sendFile,
  sendDocument: sendFile,
  deleteMessage: (payload, state) => {
    state.deleted.push(Number(payload.message_id))
    return { result: true }
  },
  answerCallbackQuery: (payload, state) => {
    const id = String(payload.callback_query_id)
    if (String(payload.text ?? '').length > 200) return bad('MESSAGE_TOO_LONG')
    if (!state.pressed.delete(id)) return bad('query is too old and response timeout expired or query ID is invalid')
    state.acknowledged.push(id)
    return { result: true }
  },
  getFile: (payload, { files }) => {
    const bytes = files.get(String(payload.file_id))
    if (!bytes) return bad('wrong file_id or the file is temporarily unavailable')
    if (bytes.length > 20_000_000) return bad('file is too big')
    return { result: { file_id: payload.file_id, file_size: bytes.length, file_path: `photos/${payload.file_id}` } }
  },
}

function sendMessage(payload: Payload, state: FakeState, method: string): Answer {
  const text = payload.text
  if (typeof payload.chat_id !== 'number') return bad('chat not found')
  if (typeof text !== 'string' || text.trim() === '') return bad('message text is empty')
  if (text.length > 4096) return bad('message is too long')
  return keep(payload, state, method, text)
}

function sendFile(payload: Payload, state: FakeState, method: string): Answer {
  const caption = String(payload.caption ?? '')
  return caption.length > 1024 ? bad('message caption is too long') : keep(payload, state, method, caption)
}

function keep(payload: Payload, state: FakeState, method: string, text: string): Answer {
  const markup = (payload.reply_markup ?? {}) as {
    inline_keyboard?: Button[][]
    keyboard?: Button[][]
    remove_keyboard?: boolean
  }
  const buttons = [...(markup.inline_keyboard ?? []), ...(markup.keyboard ?? [])].flat()
  for (const { callback_data: data, text: label } of buttons) {
    if (!label) return bad('text buttons are unallowed in the inline keyboard')
    if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64)) return bad('BUTTON_DATA_INVALID')
  }
  const messageId = ++state.nextId
  const chatId = Number(payload.chat_id)
  const shown = buttons.map((one) => ({
    text: one.text,
    data: one.callback_data,
    url: one.url,
    contact: one.request_contact,
  }))
  state.sent.push({ method, chatId, messageId, text, buttons: shown, removesKeyboard: markup.remove_keyboard === true })
  return { result: { message_id: messageId, date: 1_790_000_000, chat: { id: chatId, type: 'private' }, text } }
}
