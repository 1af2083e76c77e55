import { fileURLToPath } from 'node:url'
import type { Facts } from '../../bot/conversation/facts.ts'
import { handle, resume } from '../../bot/conversation/handle.ts'
import type { RequestName } from '../../bot/conversation/requests.ts'
import { type ConversationState, newState } from '../../bot/conversation/state.ts'
import type { Hears } from '../../bot/conversation/step.ts'
import { STEPS } from '../../bot/conversation/steps.ts'
import type { Move } from '../../bot/conversation/walk.ts'
import { phrase } from '../../bot/phrase.ts'
import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import { createRenderer } from '../../templates/render.ts'
import { noon } from './clock.ts'
import { HOUSE } from './dialogue-house.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../templates', import.meta.url)) })

type Heard<E = InboundEvent> = E extends InboundEvent ? Partial<E> & Pick<E, 'kind'> : never
export type Ended = Exclude<Move, { kind: 'request' }>

/** One way from a question: what was done, and one of the places where it may end. */
export interface Way {
  from: ConversationState
  by: string
  heard: Heard
  end: Ended
  requests: RequestName[]
}

const says = (...texts: string[]): Heard[] => texts.map((text) => ({ kind: 'text', text }))
const photo: Heard = {
  kind: 'media',
  items: [{ source: 'telegram', fileId: 'f1', messageId: '5', bytes: 1000, form: 'photo' }],
  caption: null,
  albumKey: null,
}
const contact: Heard = { kind: 'contact', phone: '+84912345678', proof: 'platform_own' }

/** A right answer, or several, to what a question hears. */
export const RIGHT: Record<Hears, Heard[]> = {
  buttons: [],
  whoLine: says('Nguyễn Thị Hoa', 'Nguyễn Thị Hoa, 17/05/1990, nữ'),
  name: says('Nguyễn Thị Hoà'),
  birthDay: says('17/5/1990'),
  doseDay: says('05/08/2021'),
  comingDay: says('30/11/2026'),
  sex: says('nu'),
  phone: [...says('0912 345 678'), contact],
  code: says('654 987'),
  citizenNumber: says('079190012345', '079090012345', 'C1234567'),
  words: says('Trạm Y tế xã Mẫu', 'Xin gọi số 0912 345 678'),
  photo: [photo],
  receiptCode: says('pa 2222 2222'),
  threeDigits: says('678'),
  linkCode: says('abcd-2345'),
  passport: says(
    'M12345678',
    'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
  ),
  country: says('Hàn Quốc'),
}

export type World = Partial<Facts>

/** Every place the conversation can be in, as far as its questions and buttons tell places apart. */
export function walkEverywhere(world: World): Way[] {
  const ways: Way[] = []
  const known = new Set<string>()
  const open = [start(world)]
  for (let state = open.pop(); state; state = open.pop()) {
    if (known.has(placeOf(state))) continue
    known.add(placeOf(state))
    const found = waysFrom(state, world)
    ways.push(...found)
    open.unshift(...found.map((way) => way.end.state))
  }
  return ways
}

let tokens = 0
const newToken = () => `~${String(++tokens).padStart(12, '0')}`

export function start(world: World): ConversationState {
  const [first] = hear(
    newState('vi', noon.getTime(), newToken),
    { kind: 'command', name: 'start', arg: null },
    {
      ...world,
      elsewhere: null,
      optedOut: false,
    },
  )
  if (!first) throw new Error('The conversation did not begin')
  return first.end.state
}

function placeOf({ step, choices, paused, answers }: ConversationState): string {
  const values = choices.map(({ value }) => value)
  return JSON.stringify([step, values, paused !== undefined, whatMatters(step ?? '', answers)])
}

/** What decides where an answer leads, beside the question and its buttons. */
function whatMatters(step: string, { goal, about, allNamed, target }: ConversationState['answers']): unknown {
  if (/^(dose|story|more$)/.test(step)) return about
  if (/^(name|birth|sex|phone|code)$/.test(step)) return goal
  return /^(consent|photo|morePhotos|card)/.test(step) ? [allNamed === true, target !== undefined] : null
}

function waysFrom(state: ConversationState, world: World): Way[] {
  const pressed = state.choices.map(({ label, token }) => ({
    by: `[${label}]`,
    heard: { kind: 'choice', token } as Heard,
  }))
  const step = state.step ? STEPS[state.step] : null
  const right = step && 'hears' in step ? RIGHT[step.hears].map((heard) => ({ by: step.hears, heard })) : atMenu(world)
  const again = says('báo sai').map((heard) => ({ by: '"báo sai"', heard }))
  return [...pressed, ...right, ...again].flatMap(({ by, heard }) =>
    hear(state, heard, world).map((one) => ({ from: state, by, heard, ...one })),
  )
}

function atMenu({ elsewhere }: World): { by: string; heard: Heard }[] {
  const words = [
    'PA-2222-2222',
    'ABCD2345',
    'Tôi còn giữ giấy tiêm',
    'Xin gọi số 0912 345 678',
    'liên kết',
    'dừng',
    'không phải tôi',
  ]
  const typed = words.map((text) => ({ by: `"${text}"`, heard: { kind: 'text', text } as Heard }))
  return [...typed, { by: elsewhere ? 'photo, elsewhere' : 'photo', heard: photo }]
}

/** Everything that can come of one thing heard. */
export function hear(state: ConversationState, heard: Heard, world: World): { end: Ended; requests: RequestName[] }[] {
  const facts = factsIn(world)
  const envelope = { dedupeKey: 'k', address: 'telegram|1|2', channel: 'telegram', sortKey: 1 }
  const blank = { receivedTime: 0, providerTime: 0, providerMessageId: null, replyTo: null, ack: null, locale: null }
  const event = { ...envelope, ...blank, ...heard } as InboundEvent
  return follow(handle(structuredClone(state), event, facts), facts, [])
}

function follow(move: Move, facts: Facts, requests: RequestName[]): { end: Ended; requests: RequestName[] }[] {
  if (move.kind !== 'request') return [{ end: move, requests }]
  const { name } = move.request
  // An answer that led back here leads there again.
  if (requests.filter((one) => one === name).length > 1) return []
  return HOUSE[name].flatMap((back) =>
    follow(resume(structuredClone(move.state), back, move.says, facts), facts, [...requests, name]),
  )
}

export function factsIn(world: World): Facts {
  return {
    now: noon.getTime(),
    today: '2026-11-16',
    words: (key, locale, params) => render.sentence(key, locale, params),
    newToken,
    ownContact: false,
    channel: 'telegram',
    forgets: true,
    handsOver: false,
    optedOut: false,
    withHuman: false,
    elsewhere: null,
    maxChoices: 8,
    countsSmall: false,
    repliedReport: null,
    ...world,
  }
}

/** The message as it would be shown. */
export function shown({ turn }: Extract<Ended, { kind: 'turn' }>, locale: 'vi' | 'en') {
  return phrase(turn, { render, publicUrl: 'https://so-tiem.test', locale })
}

/** An open dialogue on another channel: a report about a name. */
export function somewhereElse(): NonNullable<Facts['elsewhere']> {
  const world = {}
  const step = (state: ConversationState, heard: Heard) => hear(state, heard, world)[0]?.end.state ?? state
  const report = step(start(world), { kind: 'text', text: 'báo sai' })
  const named = step(report, { kind: 'text', text: 'Nguyễn Thị Hoa, 17/05/1990, nữ' })
  return { address: 'zalo|1|2', state: { ...named, heardAt: noon.getTime() + 1 } }
}
