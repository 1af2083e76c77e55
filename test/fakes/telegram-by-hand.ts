import type { FakeTelegram } from '../support/fake-telegram.ts'
import type { SentMessage } from '../support/fake-telegram-state.ts'
import type { HandChannel, Line } from './hand-channel.ts'

export function telegramByHand(telegram: FakeTelegram): HandChannel {
  return {
    name: 'Telegram',
    said: ({ chatId }) =>
      telegram
        .sent(chatId)
        .filter((one) => !telegram.deleted.includes(one.messageId))
        .map(lineOf),
    say: ({ chatId }, text) => telegram.say(chatId, text),
    press: ({ chatId, phone }, label) => {
      const shown = telegram.sent(chatId).flatMap((one) => one.buttons)
      const isContact = shown.findLast((button) => button.text === label)?.contact === true
      return isContact ? telegram.sendContact(chatId, phone) : telegram.press(chatId, label)
    },
    shareContact: ({ chatId }, phone) => telegram.sendContact(chatId, phone),
    sendPhoto: ({ chatId }, bytes) => telegram.sendPhoto(chatId, bytes),
    sendFile: ({ chatId }, bytes, name) => telegram.sendDocument(chatId, bytes, {}, name),
    acts: {
      start: { label: 'Bắt đầu (/start)', does: ({ chatId }) => telegram.start(chatId) },
      block: { label: 'Chặn bot', does: ({ chatId }) => telegram.block(chatId) },
      unblock: { label: 'Bỏ chặn', does: ({ chatId }) => telegram.unblock(chatId) },
    },
    bringAgain: () => telegram.redeliver(),
  }
}

const lineOf = (message: SentMessage): Line => ({
  from: 'bot',
  at: message.at,
  text: message.text,
  buttons: message.buttons.map((button) => ({ label: button.text, url: button.url ?? null })),
  file: message.file?.bytes ? { name: message.file.name, bytes: message.file.bytes } : null,
  note: message.file?.source ?? null,
})
