import { keepMessage, readMarkup } from './fake-telegram-markup.ts'
import {
  type Answer,
  bad,
  botUser,
  type FakeState,
  type Payload,
  type Refused,
  type Uploaded,
} from './fake-telegram-state.ts'

type Method = (payload: Payload, state: FakeState, call: { method: string; upload: Uploaded }) => Answer

const MEGA = 1_000_000
const DELETABLE_MS = 48 * 3_600_000

const BLOCKED: Refused = { error_code: 403, description: 'Forbidden: bot was blocked by the user' }

/** One method of the Bot API, with the checks of the real one that a bot can fall over. */
export function answerTo(method: string, payload: Payload, state: FakeState, upload: Uploaded = null): Answer {
  const known = METHODS[method]
  return known
    ? known(payload, state, { method, upload })
    : { error_code: 404, description: 'Not Found: method not found' }
}

const METHODS: Record<string, Method> = {
  getMe: (_payload, { botId }) => ({ result: botUser(botId) }),
  setMyCommands: () => ({ result: true }),
  sendChatAction: (payload, state) => (state.blocked.has(Number(payload.chat_id)) ? BLOCKED : { result: true }),
  sendMessage,
  editMessageText,
  sendPhoto: sendFile,
  sendDocument: sendFile,
  deleteMessage,
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
    if (bytes.length > 20 * MEGA) return bad('file is too big')
    return { result: { file_id: payload.file_id, file_size: bytes.length, file_path: `photos/${payload.file_id}` } }
  },
}

function chatFault(payload: Payload, state: FakeState): Refused | null {
  if (!Number.isSafeInteger(payload.chat_id)) return bad('chat not found')
  return state.blocked.has(Number(payload.chat_id)) ? BLOCKED : null
}

function textFault(text: unknown): Refused | null {
  if (typeof text !== 'string' || text.trim() === '') return bad('message text is empty')
  return text.length > 4096 ? bad('message is too long') : null
}

function sendMessage(payload: Payload, state: FakeState, { method }: { method: string }): Answer {
  const fault = chatFault(payload, state) ?? textFault(payload.text)
  return fault ?? keepMessage(payload, state, { method, text: String(payload.text), file: null })
}

function editMessageText(payload: Payload, state: FakeState): Answer {
  const fault = chatFault(payload, state) ?? textFault(payload.text)
  if (fault) return fault
  const message = state.sent.find(
    (one) => one.messageId === Number(payload.message_id) && one.chatId === payload.chat_id,
  )
  if (!message || state.deleted.includes(message.messageId)) return bad('message to edit not found')
  if (message.file) return bad('there is no text in the message to edit')
  const markup = readMarkup(payload)
  if ('error_code' in markup) return markup
  const isSame = message.text === payload.text && JSON.stringify(message.buttons) === JSON.stringify(markup.buttons)
  if (isSame) return bad('message is not modified: specified new message content and reply markup are exactly the same')
  Object.assign(message, { text: String(payload.text), buttons: markup.buttons })
  return {
    result: { message_id: message.messageId, chat: { id: message.chatId, type: 'private' }, text: message.text },
  }
}

const PICTURE = /^(ffd8ff|89504e47|47494638|52494646)/

function sendFile(
  payload: Payload,
  state: FakeState,
  { method, upload }: { method: string; upload: Uploaded },
): Answer {
  const kind = method === 'sendPhoto' ? 'photo' : 'document'
  const caption = String(payload.caption ?? '')
  const fault = chatFault(payload, state)
  if (fault) return fault
  if (caption.length > 1024) return bad('message caption is too long')
  if (upload && (upload.field === kind || payload[kind] === `attach://${upload.field}`)) {
    if (upload.bytes.length === 0) return bad('file must be non-empty')
    if (upload.bytes.length > (kind === 'photo' ? 10 : 50) * MEGA)
      return { error_code: 413, description: 'Request Entity Too Large' }
    if (kind === 'photo' && !PICTURE.test(upload.bytes.subarray(0, 4).toString('hex')))
      return bad('IMAGE_PROCESS_FAILED')
    const file = { name: upload.name, bytes: upload.bytes, source: null }
    return keepMessage(payload, state, { method, text: caption, file })
  }
  const source = payload[kind]
  if (typeof source !== 'string' || source === '') return bad(`there is no ${kind} in the request`)
  const isKnown = state.files.has(source) || /^https?:\/\//.test(source)
  if (!isKnown) return bad('wrong file identifier/HTTP URL specified')
  return keepMessage(payload, state, { method, text: caption, file: { name: '', bytes: null, source } })
}

/** Own messages and those of people, for 48 hours (channels 3.3). */
function deleteMessage(payload: Payload, state: FakeState): Answer {
  const id = Number(payload.message_id)
  const message = state.heard.get(id) ?? state.sent.find((one) => one.messageId === id)
  const isThere = message?.chatId === Number(payload.chat_id) && !state.deleted.includes(id)
  if (!message || !isThere) return bad('message to delete not found')
  if (state.clock.now().getTime() - message.at.getTime() > DELETABLE_MS) return bad("message can't be deleted")
  state.deleted.push(id)
  return { result: true }
}
