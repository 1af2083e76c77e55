import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import type { OutboundContent } from '../../../core/domain/chat/outbound-content.ts'
import { guessAccents } from '../../../core/domain/thread/guess-accents.ts'
import type { ToldLine } from '../../../core/ports/threads.ts'
import type { ThreadLine } from '../../../core/use-cases/thread/open-thread.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { Say } from '../queue/view.ts'

export interface LineView {
  side: 'said' | 'told'
  who: string
  channel: string
  /** ISO instant. */
  at: string
  text: string
  /** The same words with guessed marks; shown as a guess, never used as a fact (features E20). */
  guess: string | null
  /** What became of a message of ours, in words. */
  state: { kind: string; label: string } | null
}

/** The lines in words, for people. */
export function lineViews(lines: readonly ThreadLine[], render: Pick<Renderer, 'text'>, say: Say): LineView[] {
  const labels = new Map(lines.flatMap(choicesOf))
  return lines.map((line) => (line.side === 'said' ? saidView(line, labels, say) : toldView(line, render, say)))
}

function choicesOf(line: ThreadLine): [string, string][] {
  if (line.side !== 'told' || line.line.content.kind !== 'turn') return []
  const { choices = [] } = line.line.content.content as OutboundContent
  return choices.map(({ token, label }) => [token, label])
}

function saidView({ event, place }: ThreadLine & { side: 'said' }, labels: Map<string, string>, say: Say): LineView {
  const text = saidText(event, labels, say)
  return {
    // Staff who write in the channel's own console stand on our side.
    side: event.kind === 'operator_reply' ? 'told' : 'said',
    who: say(event.kind === 'operator_reply' ? 'inbox.who.console' : 'inbox.who.citizen'),
    channel: say(`inbox.channels.${event.channel}`),
    at: new Date(place.time).toISOString(),
    text,
    guess: event.kind === 'text' ? guessAccents(text) : null,
    state: null,
  }
}

function saidText(event: InboundEvent, labels: ReadonlyMap<string, string>, say: Say): string {
  switch (event.kind) {
    case 'text':
    case 'operator_reply':
      return event.text
    case 'choice':
      return say('inbox.said.choice', { label: labels.get(event.token) ?? '…' })
    case 'media':
      return [say('inbox.said.media', { count: event.items.length }), event.caption].filter(Boolean).join('\n')
    case 'unsupported':
      return say(`inbox.said.${event.what}`)
    case 'contact':
      return say('inbox.said.contact')
    default:
      return say('inbox.said.command')
  }
}

function toldView({ line, place }: ThreadLine & { side: 'told' }, render: Pick<Renderer, 'text'>, say: Say): LineView {
  const { content, channel } = line
  return {
    side: 'told',
    who: content.kind === 'staff_reply' ? content.unitName : say('inbox.who.assistant'),
    channel: say(`inbox.channels.${channel}`),
    at: new Date(place.time).toISOString(),
    // A code belongs to the citizen alone.
    text: content.kind === 'one_time_code' ? say('inbox.told.code') : wordsOf(content, render),
    guess: null,
    state: stateOf(line, say),
  }
}

function wordsOf(content: ToldLine['content'], render: Pick<Renderer, 'text'>): string {
  return content.kind === 'staff_reply' ? content.text : outgoingText(render, content).text
}

const KIND_OF: Readonly<Record<string, string>> = {
  failed: 'danger',
  unknown: 'warning',
  delivered: 'success',
  seen: 'success',
}

function stateOf({ state, fallback, onCallList, channel }: ToldLine, say: Say): LineView['state'] {
  if (onCallList) return { kind: 'warning', label: say('inbox.states.call_list') }
  if (fallback) {
    const params = { channel: say(`inbox.channels.${fallback.channel}`), state: say(`inbox.states.${fallback.state}`) }
    return { kind: KIND_OF[fallback.state] ?? 'neutral', label: say('inbox.states.fallback', params) }
  }
  // Telegram never tells that a message arrived, and the word must not promise it (channels 5.4).
  const told = channel === 'telegram' && state === 'accepted' ? 'accepted_telegram' : state
  return { kind: KIND_OF[state] ?? 'neutral', label: say(`inbox.states.${told}`) }
}
