import type { Choice, OutboundContent } from '../../core/domain/chat/outbound-content.ts'
import type { Capabilities } from '../channel.ts'
import { splitText } from '../split-text.ts'

/** Telegram's limits; eight choices and 40 signs are our own (channels 5.1). */
export const TELEGRAM: Capabilities = {
  maxTextChars: 4096,
  maxCaptionChars: 1024,
  maxChoices: 8,
  maxChoiceLabelChars: 40,
  maxChoiceTokenBytes: 64,
}

/** Splits a long text into several messages; choices stand under the last one. A long caption becomes a text of its own. */
export function planForTelegram(content: OutboundContent): OutboundContent[] {
  const { attachment, ...words } = content
  if (!attachment) return planText(words)
  if (content.text.normalize('NFC').length <= TELEGRAM.maxCaptionChars) return [content]
  const picture: OutboundContent = { ...words, kind: 'text', text: '', choices: [], links: [], attachment }
  return [picture, ...planText(words)]
}

function planText(content: OutboundContent): OutboundContent[] {
  const texts = splitText(content.text, TELEGRAM.maxTextChars)
  return texts.map((text, index) => {
    const isLast = index === texts.length - 1
    return isLast
      ? { ...content, text }
      : { kind: 'text', text, choices: [], links: [], closesContact: content.closesContact }
  })
}

/** Telegram's reply_markup, or null for plain text. */
export function markupOf({ kind, choices, links, closesContact }: OutboundContent, shareLabel: string): object | null {
  if (kind === 'own_contact') return contactKeyboard(choices, shareLabel)
  if (closesContact) return { remove_keyboard: true }
  const rows = [
    ...choices.filter((choice) => !choice.small).map((choice) => [button(choice)]),
    ...links.map(({ label, url }) => [{ text: label, url }]),
    choices.filter((choice) => choice.small).map(button),
  ].filter((row) => row.length > 0)
  return rows.length > 0 ? { inline_keyboard: rows } : null
}

/** Its buttons send their label as a message, which the conversation understands as well. */
function contactKeyboard(choices: Choice[], shareLabel: string): object {
  const others = choices.map((choice) => ({ text: choice.label }))
  const keyboard = [[{ text: shareLabel, request_contact: true }], others].filter((row) => row.length > 0)
  return { keyboard, resize_keyboard: true, one_time_keyboard: true }
}

function button({ token, label }: Choice) {
  if (Buffer.byteLength(token) > TELEGRAM.maxChoiceTokenBytes) throw new Error('A choice token is longer than 64 bytes')
  return { text: shorten(label, TELEGRAM.maxChoiceLabelChars), callback_data: token }
}

function shorten(label: string, most: number): string {
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`
}
