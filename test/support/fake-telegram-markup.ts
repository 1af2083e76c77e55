import {
  type Answer,
  bad,
  botUser,
  type FakeState,
  type Payload,
  type Refused,
  type SentMessage,
} from './fake-telegram-state.ts'

type Button = { text: string; callback_data?: string; url?: string; request_contact?: boolean }
type Markup = { buttons: SentMessage['buttons']; removesKeyboard: boolean }

/** The keyboard of a message, with Telegram's checks: a label, one thing each inline button does, 1 to 64 bytes. */
export function readMarkup(payload: Payload): Markup | Refused {
  const markup = (payload.reply_markup ?? {}) as {
    inline_keyboard?: Button[][]
    keyboard?: Button[][]
    remove_keyboard?: boolean
  }
  const inline = (markup.inline_keyboard ?? []).flat()
  const buttons = [...inline, ...(markup.keyboard ?? []).flat()]
  for (const { callback_data: data, text: label } of buttons) {
    if (!label) return bad('text buttons are unallowed in the inline keyboard')
    if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64)) return bad('BUTTON_DATA_INVALID')
  }
  if (inline.some((one) => one.callback_data === undefined && one.url === undefined))
    return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  if (inline.some((one) => one.url !== undefined && !URL.canParse(one.url)))
    return bad('inline keyboard button URL is invalid: Wrong HTTP URL')
  return {
    removesKeyboard: markup.remove_keyboard === true,
    buttons: buttons.map((one) => ({
      text: one.text,
      data: one.callback_data,
      url: one.url,
      contact: one.request_contact,
    })),
  }
}

/** Writes down what the bot said, and answers as Telegram does. */
export function keepMessage(
  payload: Payload,
  state: FakeState,
  { method, text, file }: Pick<SentMessage, 'method' | 'text' | 'file'>,
): Answer {
  const markup = readMarkup(payload)
  if ('error_code' in markup) return markup
  const messageId = ++state.nextId
  const chatId = Number(payload.chat_id)
  const at = state.clock.now()
  state.sent.push({ method, chatId, messageId, text, ...markup, at, file })
  const said = file ? { caption: text } : { text }
  const date = Math.floor(at.getTime() / 1000)
  const chat = { id: chatId, type: chatId < 0 ? 'supergroup' : 'private' }
  return { result: { message_id: messageId, from: botUser(state.botId), date, chat, ...said } }
}
