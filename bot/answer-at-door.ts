import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import type { App } from '../core/ports/app.ts'
import type { Tx } from '../core/ports/store.ts'
import { switchOf } from '../core/use-cases/channel-switch/switch-of.ts'
import { makeUploadLink, UPLOAD_LINK_MINUTES } from '../core/use-cases/channel-switch/upload-link.ts'
import { HEARD_A_MINUTE } from '../core/use-cases/limits/budgets.ts'
import type { Renderer } from '../templates/render.ts'

/** What the house does with something heard before the conversation thinks about it. */
export type AtDoor = 'let_in' | 'too_much' | 'say_too_much' | 'switched_off' | 'hand_over'

const SPOKEN: readonly InboundEvent['kind'][] = ['text', 'choice', 'command', 'contact', 'media', 'unsupported']

/**
 * One chat that says more than a person can is told so once a minute and then not heard (features L07); a channel that
 * is switched off says where to go on (L10); a photo takes the portal's road where chats are not trusted with it (C14).
 */
export async function lookAtDoor(app: App, tx: Tx, address: string, event: InboundEvent): Promise<AtDoor> {
  if (!SPOKEN.includes(event.kind) || isFromPortal(event)) return 'let_in'
  const turn = await tx.limits.turn(`heard|${address}`, HEARD_A_MINUTE, 60_000)
  if (!turn.ok) return turn.firstRefusal ? 'say_too_much' : 'too_much'
  const state = await switchOf(app, tx, address, event.channel)
  if (state === 'off') return 'switched_off'
  return state === 'hand_over' && event.kind === 'media' ? 'hand_over' : 'let_in'
}

/** Photos that took the portal's road already. */
function isFromPortal(event: InboundEvent): boolean {
  return event.kind === 'media' && event.items.every((item) => item.source === 'web')
}

export interface DoorWords {
  app: App
  render: Pick<Renderer, 'sentence'>
  locale: 'vi' | 'en'
  /** The channel takes a photo out of the chat again; otherwise the person is asked to. */
  forgets: boolean
}

/** The one message the door gives, or null for silence. */
export async function sayAtDoor(words: DoorWords, tx: Tx, address: string, found: AtDoor) {
  const { publicUrl } = words.app.settings
  switch (found) {
    case 'say_too_much':
      return message(words, 'tooMuch.text', null)
    case 'switched_off':
      return message(words, 'switchedOff.text', { key: 'switchedOff.link', url: `${publicUrl}/tro-chuyen` })
    case 'hand_over':
      return handOver(words, await makeUploadLink(words.app, tx, address))
    case 'too_much':
    case 'let_in':
      return null
  }
}

function handOver(words: DoorWords, token: string): OutboundContent {
  const url = `${words.app.settings.publicUrl}/gui-anh/${token}`
  return message(words, `handOver.${words.forgets ? 'text' : 'textKept'}`, { key: 'handOver.link', url })
}

function message(
  { render, locale }: DoorWords,
  key: string,
  link: { key: string; url: string } | null,
): OutboundContent {
  const say = (name: string) => render.sentence(`chat.door.${name}`, locale, { minutes: UPLOAD_LINK_MINUTES })
  const links = link ? [{ label: say(link.key), url: link.url }] : []
  return { kind: 'text', text: say(key), choices: [], links, closesContact: false }
}
