import { randomUUID } from 'node:crypto'
import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import type { Attachment, Choice, OutboundContent } from '../../core/domain/chat/outbound-content.ts'
import type { SentLine } from '../../core/ports/deliveries.ts'
import type { ChatHistory } from '../../core/use-cases/chat/read-chat.ts'
import { outgoingText } from '../../templates/outgoing-text.ts'
import type { Locale, Renderer } from '../../templates/render.ts'
import { paths } from '../paths.ts'

export interface ChatLine {
  mine: boolean
  text: string
  /** ISO instant. */
  at: string
  isNewest: boolean
  /** A picture before the text: its address and its words for whoever does not see it. */
  picture: { href: string; alt: string } | null
  links: { label: string; url: string }[]
}

export interface ChatView {
  lines: ChatLine[]
  /** `field`: a token for the conversation, or the words themselves before it has begun. */
  choices: (Choice & { field: 'choice' | 'text'; kind: 'primary' | 'secondary' })[]
  late: boolean
  error: string | null
  /** Names this message, so that a double tap is one message. */
  messageId: string
  /** Sequence of the newest answer shown; the next post acknowledges it. */
  seen: number
  /** When the proved phone is forgotten, ISO; null: none is held. */
  endsAt: string | null
  endsSoon: boolean
}

/** Told early enough to finish a question (WCAG 2.2.1). */
const SOON_MS = 15 * 60_000

const MENU = ['lookUp', 'report', 'sendCard', 'track', 'meetOfficer', 'help']

type Say = Pick<Renderer, 'text' | 'sentence'>

export interface PageFacts {
  error: string | null
  endsAt: Date | null
  now: Date
}

export function chatView(
  history: ChatHistory,
  render: Say,
  locale: Locale,
  { error, endsAt, now }: PageFacts,
): ChatView {
  const answers = history.answered.map((line) => ({ line, content: outgoingText(render, line.content) }))
  const labels = new Map(
    answers.flatMap(({ content }) => content.choices.map((one) => [one.token, one.label] as const)),
  )
  const lines = [
    ...history.said.flatMap(({ event, receivedAt }) => {
      const text = saidText(event, labels, render, locale)
      return text === null ? [] : [{ mine: true, text, at: receivedAt.toISOString(), picture: null, links: [] }]
    }),
    ...answers.map(({ line }) => ({ mine: false, ...shownAnswer(line, render, locale) })),
  ].sort((a, b) => a.at.localeCompare(b.at))
  return {
    lines: lines.map((line, index) => ({ ...line, isNewest: index === lines.length - 1 })),
    choices: choicesNow(answers.findLast(({ content }) => content.choices.length > 0)?.content ?? null, render, locale),
    late: history.late,
    error,
    messageId: randomUUID(),
    seen: history.answered.at(-1)?.sequence ?? 0,
    endsAt: endsAt?.toISOString() ?? null,
    endsSoon: endsAt !== null && endsAt.getTime() - now.getTime() < SOON_MS,
  }
}

/** The same answer for a page that is open; it shows everything as plain text. */
export function answerView(line: SentLine, render: Say, locale: Locale) {
  const { choices } = outgoingText(render, line.content)
  return { id: line.sequence, choices, ...shownAnswer(line, render, locale) }
}

function shownAnswer(line: SentLine, render: Say, locale: Locale) {
  const { text, links, attachment } = outgoingText(render, line.content)
  const alt = attachment ? render.sentence(altOf(attachment), locale, { code: attachment.code }) : ''
  // A paper is a link in the words; only pictures are shown.
  const picture = attachment?.form === 'image' ? { href: paths.chatSteps.picture(line.id), alt } : null
  return { text, links, picture, at: line.at.toISOString() }
}

const altOf = ({ maker }: Attachment) => (maker === 'failed_photo' ? 'chat.page.failedAlt' : 'chat.page.qrAlt')

/** What the citizen said, in words; null for what only the machine heard. */
function saidText(
  event: InboundEvent,
  labels: ReadonlyMap<string, string>,
  render: Say,
  locale: Locale,
): string | null {
  if (event.kind === 'text') return event.text
  if (event.kind === 'choice') return labels.get(event.token) ?? '…'
  if (event.kind === 'media') return event.items.map(() => render.sentence('chat.picture', locale)).join(' ')
  return null
}

function choicesNow(content: OutboundContent | null, render: Say, locale: Locale): ChatView['choices'] {
  if (content) {
    return content.choices.map((one) => ({ ...one, field: 'choice', kind: one.small ? 'secondary' : 'primary' }))
  }
  const labels = MENU.map((key) => render.sentence(`common.menu.${key}`, locale))
  return labels.map((label) => ({ token: label, label, small: false, field: 'text', kind: 'primary' }))
}
