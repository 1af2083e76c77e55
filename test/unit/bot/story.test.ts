import { beforeAll, expect, test, vi } from 'vitest'
import { MENU } from '../../../bot/conversation/state.ts'
import { STEP_NAMES } from '../../../bot/conversation/step-names.ts'
import { STEPS } from '../../../bot/conversation/steps.ts'
import {
  type Ended,
  factsIn,
  hear,
  RIGHT,
  shown,
  somewhereElse,
  type Way,
  type World,
  walkEverywhere,
} from '../../support/dialogue-walk.ts'

// The walk is long on a loaded machine.
vi.setConfig({ testTimeout: 60_000 })

const WORLDS: Record<string, World> = {
  telegram: { ownContact: true },
  zalo: { channel: 'zalo', ownContact: true, forgets: false, maxChoices: 5, countsSmall: true },
  web: { channel: 'web' },
  'photos by link': { handsOver: true },
  'an officer listens': { withHuman: true },
  'messages stopped': { optedOut: true },
  'begun elsewhere': { elsewhere: somewhereElse() },
}

const walks = new Map<string, Way[]>()
/** One way for each question and button, whatever came of it. */
let questions: { world: World; way: Way }[] = []

beforeAll(() => {
  for (const [name, world] of Object.entries(WORLDS)) walks.set(name, walkEverywhere(world))
  const once = new Map<string, { world: World; way: Way }>()
  for (const [name, world] of Object.entries(WORLDS)) {
    for (const way of walks.get(name) ?? []) {
      const key = JSON.stringify([name, way.from.step, way.from.choices.map(({ value }) => value), way.by])
      if (!once.has(key)) once.set(key, { world, way })
    }
  }
  questions = [...once.values()]
}, 60_000)

const everyWay = () => [...walks.values()].flat()
const states = () => new Map(questions.map(({ world, way }) => [way.from, world]))

/** The outcome without what is new each time. */
function outcome(ends: { end: Ended }[]) {
  return ends.map(({ end }) => {
    const { step, answers, misses, trail } = end.state
    return { kind: end.kind, step, answers, misses, trail, text: end.kind === 'turn' ? shown(end, 'vi').text : '' }
  })
}

test('B02 every question and every act of the dialogue can be reached from the menu', () => {
  const asked = everyWay().map(({ end }) => end.state.step)
  const acts = everyWay().flatMap(({ requests }) => requests)
  const missing = STEP_NAMES.filter((name) => 'hears' in STEPS[name] && !asked.includes(name))
  expect(missing).toEqual([])
  const never = STEP_NAMES.flatMap((name) => {
    const step = STEPS[name]
    if (!('request' in step)) return []
    const request = step.request({
      pending: RIGHT.photo.flatMap((one) => (one.kind === 'media' ? (one.items ?? []) : [])),
    })
    return acts.includes(request.name) ? [] : [name]
  })
  expect(never).toEqual([])
  expect(everyWay().length).toBeGreaterThan(1_000)
})

test('B02 every sentence of every way exists in both languages, whole and filled in', () => {
  const texts = new Set<string>()
  for (const { end } of everyWay()) {
    if (end.kind !== 'turn') continue
    for (const locale of ['vi', 'en'] as const) texts.add(shown(end, locale).text)
  }
  expect(texts.size).toBeGreaterThan(300)
  const broken = [...texts].filter((text) => text.trim() === '' || /undefined|\{|\}|\bnull\b|NaN/.test(text))
  expect(broken).toEqual([])
})

test('no message shows more buttons than its channel, and every choice is on some page', () => {
  for (const [name, world] of Object.entries(WORLDS)) {
    const { maxChoices, countsSmall } = factsIn(world)
    for (const { end } of walks.get(name) ?? []) {
      if (end.kind !== 'turn') continue
      const counted = countsSmall ? end.turn.choices : end.turn.choices.filter((choice) => !choice.small)
      expect(counted.length, `${name} ${end.state.step}`).toBeLessThanOrEqual(maxChoices)
      const seen = new Set<string>()
      let page: Ended = end
      for (let n = 0; n < 8 && page.kind === 'turn'; n++) {
        for (const choice of page.turn.choices) seen.add(choice.value)
        const more: { token: string } | undefined = page.state.choices.find((choice) => choice.value === ':more')
        if (!more) break
        page = hear(page.state, { kind: 'choice', token: more.token }, world)[0]?.end ?? page
      }
      const hidden = end.state.choices.filter((choice) => !choice.small && !seen.has(choice.value))
      expect(hidden, `${name} ${end.state.step}`).toEqual([])
    }
  }
})

test('B02 every button, its typed label and its typed number are one and the same', () => {
  let compared = 0
  for (const { world, way } of questions) {
    if (way.heard.kind !== 'choice') continue
    const index = way.from.choices.findIndex((choice) => `[${choice.label}]` === way.by)
    const pressed = outcome(hear(way.from, way.heard, world))
    const label = way.from.choices[index]?.label ?? ''
    const twins = [label, label.normalize('NFD'), label.toUpperCase(), way.from.choices[index]?.token ?? '']
    // To a person who listens a bare number is an answer.
    const listens = way.from.step === null && way.from.choices.some(({ value }) => value === ':endTalk')
    const numbered = listens ? [] : [`${index + 1}`, `${index + 1}.`]
    for (const text of [...twins, ...numbered]) {
      // A label that is itself a number means what it says.
      if (/^\d$/.test(label) && text !== label) continue
      expect(outcome(hear(way.from, { kind: 'text', text }, world)), `${way.from.step} ${way.by} as ${text}`).toEqual(
        pressed,
      )
      compared++
    }
  }
  expect(compared).toBeGreaterThan(2_000)
})

test('B02 back returns to the question before, from the first one to the menu or to what was interrupted', () => {
  for (const [state, world] of states()) {
    if (state.step === null) continue
    const before = state.trail.at(-1) ?? state.paused?.step ?? null
    const ends = hear(state, { kind: 'text', text: 'quay lai' }, world)
    expect(ends).not.toEqual([])
    for (const { end } of ends) {
      expect(end.state.step, `${state.step} after ${state.trail.join(' > ')}`).toBe(before)
    }
  }
})

test('B02 cancel ends at the menu from everywhere, and what was typed is gone', () => {
  for (const [state, world] of states()) {
    for (const text of ['hủy', 'HUY', 'cancel']) {
      const ends = hear(state, { kind: 'text', text }, world)
      expect(ends).not.toEqual([])
      for (const { end } of ends) {
        expect(end.state.step).toBeNull()
        expect(Object.keys(end.state.answers).filter((key) => !/^(phone|toldOfCopy)/.test(key))).toEqual([])
        expect(MENU.every((action) => end.state.choices.some((choice) => choice.value === action))).toBe(true)
      }
    }
  }
})

test('D11 from every question a word reaches a person, and the bot never misunderstands a third time in silence', () => {
  for (const [state, world] of states()) {
    if (!world.withHuman) {
      const called = hear(state, { kind: 'text', text: 'gap can bo' }, world)
      expect(
        called.every(({ requests }) => requests[0] === 'askOfficer'),
        `${state.step}`,
      ).toBe(true)
    }
    const once = hear(state, { kind: 'unsupported', what: 'sticker' }, world)[0]?.end
    const twice = once && hear(once.state, { kind: 'unsupported', what: 'voice' }, world)[0]?.end
    if (once?.kind !== 'turn' || twice?.kind !== 'turn') throw new Error('Nothing was said')
    const offers = (end: typeof once) => end.state.choices.some(({ value }) => /:?meetOfficer/.test(value))
    expect([offers(once), offers(twice)], `${state.step}`).toEqual([true, true])
    expect(shown(twice, 'vi').text).toContain('nói chuyện với người thật')
  }
})

const STRANGE = [
  ...['', '   ', '🙂🙂🙂', '\u202eavb\u202c\u200f', "'; drop table reports; --", '<script>alert(1)</script>'],
  ...[
    '{{constructor.constructor("return 1")()}}',
    '#{7*7} <%= 7 %> {% 7 %}',
    'a'.repeat(10_000),
    '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
    '\\u0000%00',
  ],
]

test('whatever is typed at any question gets a calm sentence, and nothing is lost', () => {
  for (const [state, world] of states()) {
    for (const text of STRANGE) {
      for (const { end } of hear(state, { kind: 'text', text }, world)) {
        if (end.kind === 'silent') {
          expect(world.withHuman, `${state.step}: ${text.slice(0, 20)}`).toBe(true)
          continue
        }
        expect(shown(end, 'vi').text.length).toBeGreaterThan(5)
        expect(JSON.stringify(end.state).length).toBeLessThan(30_000)
      }
    }
  }
})
