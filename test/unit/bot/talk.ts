import { fileURLToPath } from 'node:url'
import type { Facts } from '../../../bot/conversation/facts.ts'
import { handle, resume } from '../../../bot/conversation/handle.ts'
import type { Request, RequestName, Requests } from '../../../bot/conversation/requests.ts'
import { type ConversationState, newState } from '../../../bot/conversation/state.ts'

import { phrase } from '../../../bot/phrase.ts'
import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import { createRenderer } from '../../../templates/render.ts'
import { noon } from '../../support/clock.ts'

export const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })

type House = { [K in RequestName]?: (ask: Requests[K]['ask']) => Requests[K]['back'] }

type Heard<E = InboundEvent> = E extends InboundEvent ? Partial<E> & Pick<E, 'kind'> : never

/** A conversation with the pure engine; `house` answers its requests. Tokens count up, so that talks are comparable. */
export function talk(house: House = {}, wish: Partial<Facts> & { locale?: 'vi' | 'en' } = {}) {
  let tokens = 0
  let now = noon.getTime()
  const asked: Request[] = []
  const newToken = () => `t${++tokens}`
  let state: ConversationState = newState(wish.locale ?? 'vi', now, newToken)
  let repliedReport: Facts['repliedReport'] = null
  let world: Partial<Facts> = {}
  const facts = (): Facts => ({
    now,
    today: '2026-11-16',
    words: (key, locale, params) => render.sentence(key, locale, params),
    newToken,
    ownContact: true,
    channel: 'telegram',
    forgets: true,
    handsOver: false,
    optedOut: false,
    withHuman: false,
    elsewhere: null,
    maxChoices: 8,
    countsSmall: false,
    ...wish,
    ...world,
    repliedReport,
  })
  const answerRequest = (request: Request): unknown => {
    asked.push(request)
    const { name, ...ask } = request
    const answer = { findPlace: everyPlaceIsKnown, ...house }[name] as ((ask: unknown) => unknown) | undefined
    if (!answer) throw new Error(`the test's house does not answer ${name}`)
    return answer(ask)
  }
  const hear = (heard: Heard) => {
    const envelope = {
      dedupeKey: 'k',
      address: 'telegram|1|2',
      channel: 'telegram',
      sortKey: 1,
      receivedTime: now,
      providerTime: now,
    }
    const blank = { providerMessageId: null, replyTo: null, ack: null, locale: null }
    let move = handle(state, { ...envelope, ...blank, ...heard } as InboundEvent, facts())
    while (move.kind === 'request') move = resume(move.state, answerRequest(move.request), move.says, facts())
    // What is kept between two messages is JSON.
    state = JSON.parse(JSON.stringify(move.state))
    if (move.kind === 'silent') return { text: '', labels: [], kind: 'silent' as const, attachment: undefined }
    const content = phrase(move.turn, { render, publicUrl: 'https://so-tiem.test', locale: state.locale })
    const labels = content.choices.map((choice) => choice.label)
    return { text: content.text, labels, kind: content.kind, attachment: content.attachment }
  }
  return {
    asked,
    state: () => state,
    say: (text: string) => hear({ kind: 'text', text }),
    hear,
    press: (label: string) => {
      const choice = state.choices.find((one) => one.label === label)
      if (!choice)
        throw new Error(`there is no button "${label}" among ${state.choices.map((one) => one.label).join(', ')}`)
      return hear({ kind: 'choice', token: choice.token })
    },
    photo: (fileId = 'f1', albumKey: string | null = null) =>
      hear({
        kind: 'media',
        items: [{ source: 'telegram', fileId, messageId: '5', bytes: 1000, form: 'photo' }],
        caption: null,
        albumKey,
      }),
    /** Something changes around the talk: an officer listens, another chat goes on. */
    world: (change: Partial<Facts>) => {
      world = { ...world, ...change }
    },
    later: (ms: number) => {
      now += ms
    },
    replyingTo: (report: Facts['repliedReport']) => {
      repliedReport = report
    },
  }
}

export const day = 24 * 3_600_000

/** A typed place is the name of a unit, unless the test's house says otherwise. */
const everyPlaceIsKnown = () => ({ point: null, isUnit: true, matches: [], areas: [] })
