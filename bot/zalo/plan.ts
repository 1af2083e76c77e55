import type { Choice, OutboundContent } from '../../core/domain/chat/outbound-content.ts'
import type { Capabilities } from '../channel.ts'
import { splitText } from '../split-text.ts'
import type { CsMessage, ZaloButton } from './messages.ts'

/** Zalo's limits (channels 1.4, 5.1). Choices and links together are its five buttons. */
export const ZALO: Capabilities = {
  maxTextChars: 2000,
  maxCaptionChars: 2000,
  maxChoices: 5,
  maxChoiceLabelChars: 100,
  maxChoiceTokenBytes: 1000,
}

const MAX_BUTTONS = 5

/** A picture first, then the text in parts with the buttons under the last one, then the card that asks for the phone. */
export function planForZalo({ attachment, kind, ...words }: OutboundContent): OutboundContent[] {
  const picture = attachment ? [{ ...textOnly(''), attachment }] : []
  const texts = splitText(withLines(words), ZALO.maxTextChars).filter((text) => text.trim() !== '')
  const parts = texts.map((text, index) =>
    index === texts.length - 1 ? { ...words, kind: 'choices' as const, text } : textOnly(text),
  )
  const card = kind === 'own_contact' ? [{ ...textOnly(''), kind }] : []
  return [...picture, ...parts, ...card]
}

function textOnly(text: string): OutboundContent {
  return { kind: 'text', text, choices: [], links: [], closesContact: false }
}

/** The conversation offers five choices at most; should more come, the rest can be answered by its number. */
type Words = Pick<OutboundContent, 'text' | 'choices' | 'links'>

function withLines({ text, choices, links }: Words): string {
  const rest = choices.slice(roomForChoices(links.length)).map(({ label }, index) => {
    return `${roomForChoices(links.length) + index + 1}. ${label}`
  })
  const addresses = links.slice(MAX_BUTTONS).map(({ label, url }) => `${label}: ${url}`)
  return [text, ...rest, ...addresses].join('\n')
}

function roomForChoices(links: number): number {
  return Math.max(MAX_BUTTONS - links, 0)
}

/** A pressed `oa.query.hide` comes back as a text with the token; the citizen does not see it (channels 1.4). */
function buttonsOf({ choices, links }: Words): ZaloButton[] {
  return [
    ...choices.slice(0, roomForChoices(links.length)).map(button),
    ...links.slice(0, MAX_BUTTONS).map(({ label, url }) => ({
      title: shorten(label),
      type: 'oa.open.url' as const,
      payload: { url },
    })),
  ]
}

function button({ token, label }: Choice): ZaloButton {
  if ([...token].length > ZALO.maxChoiceTokenBytes) throw new Error('A choice token is longer than 1,000 characters')
  return { title: shorten(label), type: 'oa.query.hide', payload: token }
}

function shorten(label: string): string {
  const signs = [...label.normalize('NFC')]
  const most = ZALO.maxChoiceLabelChars
  return signs.length <= most ? signs.join('') : `${signs.slice(0, most - 1).join('')}…`
}

/** The `message` of a consultation message for one planned part without an attachment. */
export function textMessage(part: Words): CsMessage {
  const buttons = buttonsOf(part)
  const text = part.text
  return buttons.length > 0 ? { text, attachment: { type: 'template', payload: { buttons } } } : { text }
}

/** An uploaded picture. */
export function imageMessage(attachmentId: string): CsMessage {
  const elements = [{ media_type: 'image', attachment_id: attachmentId }] as const
  return { attachment: { type: 'template', payload: { template_type: 'media', elements } } }
}

/** An uploaded paper. */
export function fileMessage(token: string): CsMessage {
  return { attachment: { type: 'file', payload: { token } } }
}

export interface ContactCard {
  title: string
  subtitle: string
  /** A PNG or JPEG that Zalo can fetch. */
  imageUrl: string
}

/** Asks for name and phone with one press; what comes is self-declared and proves nothing (channels 1.6). */
export function askContactMessage({ title, subtitle, imageUrl }: ContactCard): CsMessage {
  const elements = [{ title: cut(title, 100), subtitle: cut(subtitle, 500), image_url: imageUrl }] as const
  return { attachment: { type: 'template', payload: { template_type: 'request_user_info', elements } } }
}

function cut(text: string, most: number): string {
  return [...text.normalize('NFC')].slice(0, most).join('')
}
