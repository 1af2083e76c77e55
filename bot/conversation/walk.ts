import type { Answers } from './answers.ts'
import { keepPhone } from './answers.ts'
import type { Request } from './requests.ts'
import { type ConversationState, MENU, type OpenChoice } from './state.ts'
import type { Arrival, AskStep, ChoiceSpec, Place, Say, StepName } from './step.ts'
import { say } from './step.ts'
import { STEPS } from './steps.ts'

/** What the engine needs from outside; all of it pure but the tokens, which nobody may guess. */
export interface Facts {
  /** Epoch milliseconds, and the day in Viet Nam as YYYY-MM-DD. */
  now: number
  today: string
  /** The sentence with this key in the conversation's language. */
  words: (key: string, locale: 'vi' | 'en', params?: Record<string, string | number>) => string
  newToken: () => string
  /** The channel can vouch for the account's own number. */
  ownContact: boolean
  /** The report whose message was answered with this one, where the channel tells (features I09). */
  repliedReport: { id: string; code: string; state: string } | null
}

export interface Turn {
  says: Say[]
  choices: (OpenChoice & { small: boolean })[]
  ownContact: boolean
}

/** What comes of something heard: an answer, a wish to the house whose outcome goes to `resume`, or nothing. */
export type Move =
  | { kind: 'turn'; state: ConversationState; turn: Turn }
  | { kind: 'request'; state: ConversationState; request: Request; says: Say[] }
  | { kind: 'silent'; state: ConversationState }

/** Goes on until there is something to ask the person or the house. `again`: ask even what has been answered. */
export function goTo(state: ConversationState, place: Place, says: Say[], facts: Facts, again = false): Move {
  if (place === 'menu') return menuTurn(state, says, facts)
  const step = STEPS[place]
  if ('request' in step) {
    return { kind: 'request', state: { ...state, step: place }, request: step.request(state.answers), says }
  }
  if (!again && step.skip?.(state.answers)) return goTo(state, nextOf(step, state.answers), says, facts)
  return askTurn(state, place, step, says, facts)
}

/** Takes what a step's act or reading brought and goes on. */
export function arriveAt(state: ConversationState, { set, says, next }: Arrival, before: Say[], facts: Facts): Move {
  const answers = { ...state.answers, ...set }
  return goTo({ ...state, answers }, next, [...before, ...(says ?? [])], facts)
}

/** Asks the present question once more, with a word before it. */
export function askAgain(state: ConversationState, says: Say[], facts: Facts): Move {
  const step = state.step ? STEPS[state.step] : null
  if (!state.step || !step || 'request' in step) return menuTurn(state, says, facts)
  return askTurn(state, state.step, step, says, facts)
}

/** One question back; from the first question to the menu. What was answered stays, so that going forward is quick. */
export function goBack(state: ConversationState, facts: Facts): Move {
  const trail = [...state.trail]
  const before = trail.pop()
  if (!before) return menuTurn(state, [], facts)
  return goTo({ ...state, step: null, trail }, before, [], facts, true)
}

export function startOver(state: ConversationState, says: Say[], facts: Facts): Move {
  return menuTurn({ ...state, answers: keepPhone(state.answers) }, says, facts)
}

export function nextOf(step: AskStep, answers: Answers): Place {
  return typeof step.next === 'function' ? step.next(answers) : step.next
}

const LONGEST_TRAIL = 30

/** The present question has been answered: "back" finds it again, but for a code, which is good once. */
export function leaveStep(state: ConversationState): ConversationState {
  if (state.step === null || state.step === 'code') return state
  return { ...state, trail: [...state.trail, state.step].slice(-LONGEST_TRAIL) }
}

export function menuChoices(state: ConversationState, facts: Facts): OpenChoice[] {
  const label = (value: string) => facts.words(`common.menu.${value}`, state.locale)
  return MENU.map((value) => ({ token: state.menu[value], label: label(value), value }))
}

function menuTurn(state: ConversationState, says: Say[], facts: Facts): Move {
  const open = menuChoices(state, facts)
  const choices = open.map((choice) => ({ ...choice, small: false }))
  const next = { ...state, step: null, trail: [], choices: open }
  return { kind: 'turn', state: next, turn: { says: [...says, say('menu')], choices, ownContact: false } }
}

function askTurn(state: ConversationState, name: StepName, step: AskStep, says: Say[], facts: Facts): Move {
  const trail = state.trail.at(-1) === name ? state.trail.slice(0, -1) : state.trail
  const own = step.choices?.(state.answers) ?? []
  const choices = [
    ...own.map((choice) => opened(choice, false)),
    ...['back', 'cancel'].map((value) => opened({ value: `:${value}`, label: { key: `chat.control.${value}` } }, true)),
  ]
  function opened(choice: ChoiceSpec, small: boolean) {
    const { label } = choice
    const text = 'text' in label ? label.text : facts.words(label.key, state.locale)
    return { token: facts.newToken(), label: text, value: choice.value, small }
  }
  const next = { ...state, step: name, trail, choices: choices.map(openPart) }
  const contact = facts.ownContact ? step.ownContact : undefined
  const asked = contact ? [contact] : step.ask(state.answers)
  return { kind: 'turn', state: next, turn: { says: [...says, ...asked], choices, ownContact: contact !== undefined } }
}

function openPart({ token, label, value }: OpenChoice): OpenChoice {
  return { token, label, value }
}
