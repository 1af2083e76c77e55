import { keepPhone } from './answers.ts'
import type { Facts } from './facts.ts'
import type { Request } from './requests.ts'
import { type ConversationState, MENU, type OpenChoice } from './state.ts'
import { type Arrival, type AskStep, choicesOf, type Place, type Say, say } from './step.ts'
import type { StepName } from './step-names.ts'
import { STEPS } from './steps.ts'
import { open, pageOf, type Turn, withMore } from './turn.ts'

/** What comes of something heard: an answer, a wish to the house whose outcome goes to `resume`, or nothing. */
export type Move =
  | { kind: 'turn'; state: ConversationState; turn: Turn }
  | { kind: 'request'; state: ConversationState; request: Request; says: Say[] }
  | { kind: 'silent'; state: ConversationState }

/** Goes on until there is something to ask the person or the house. `again`: ask even what has been answered. */
export function goTo(state: ConversationState, place: Place, says: Say[], facts: Facts, again = false): Move {
  if (place === 'menu') return menuTurn(state, says, facts)
  if (place === 'thread') return menuTurn(state, says, { ...facts, withHuman: true })
  if (place === 'paused') return goOn(state, says, facts)
  if (place === 'theirs') return takeOver(state, says, facts)
  const step = STEPS[place]
  if ('request' in step) {
    return { kind: 'request', state: { ...state, step: place }, request: step.request(state.answers), says }
  }
  if (!again && step.skip?.(state.answers, facts)) return goTo(state, nextOf(step, state.answers), says, facts)
  return askTurn(state, place, step, says, facts)
}

/** Takes what a step's act or reading brought and goes on. */
export function arriveAt(
  state: ConversationState,
  { set, says, next, missed }: Arrival,
  before: Say[],
  facts: Facts,
): Move {
  const answers = { ...state.answers, ...set }
  return goTo({ ...state, answers, ...(missed && { missing: missed }) }, next, [...before, ...(says ?? [])], facts)
}

/** Asks the present question once more, with a word before it. */
export function askAgain(state: ConversationState, says: Say[], facts: Facts): Move {
  const step = state.step ? STEPS[state.step] : null
  if (!state.step || !step || 'request' in step) return menuTurn(state, says, facts)
  return askTurn(state, state.step, step, says, facts)
}

/** Nothing could be made of what was said: the same question, and the way to a person (features D11). */
export function missed(state: ConversationState, says: Say[], facts: Facts): Move {
  return askAgain({ ...state, missing: true }, says, facts)
}

/** One question back; from the first question to the menu. What was answered stays, so that going forward is quick. */
export function goBack(state: ConversationState, facts: Facts): Move {
  const trail = [...state.trail]
  const before = trail.pop()
  if (!before) return goOn(state, [], facts)
  return goTo({ ...state, step: null, trail }, before, [], facts, true)
}

export function startOver(state: ConversationState, says: Say[], facts: Facts): Move {
  return menuTurn({ ...state, answers: keepPhone(state.answers), paused: undefined }, says, facts)
}

export function nextOf(step: AskStep, answers: ConversationState['answers']): Place {
  return typeof step.next === 'function' ? step.next(answers) : step.next
}

const LONGEST_TRAIL = 30

/** The present question has been answered: "back" finds it again, but for a code, which is good once. */
export function leaveStep(state: ConversationState): ConversationState {
  if (state.step === null || state.step === 'code' || state.step === 'elsewhere') return state
  return { ...state, trail: [...state.trail, state.step].slice(-LONGEST_TRAIL) }
}

/** Remembers the present question while something else is dealt with; the first one remembered stays. */
export function pause(state: ConversationState): ConversationState {
  const { step, trail, answers } = state
  if (step === null || state.paused || step === 'elsewhere') return { ...state, step: null, trail: [] }
  return { ...state, step: null, trail: [], paused: { step, trail, answers } }
}

function goOn({ paused, ...state }: ConversationState, says: Say[], facts: Facts): Move {
  if (!paused) return menuTurn(state, says, facts)
  const { step, trail, answers } = paused
  return goTo({ ...state, trail, answers: { ...answers, ...keepPhone(state.answers) } }, step, says, facts, true)
}

/** The dialogue moves from the person's other chat into this one; pictures that wait for their tag cannot move with it. */
function takeOver(state: ConversationState, says: Say[], facts: Facts): Move {
  if (!facts.elsewhere) return menuTurn(state, [...says, say('nothingElsewhere')], facts)
  const { address, state: theirs } = facts.elsewhere
  const { pending } = state.answers
  const lost = theirs.answers.pending?.length ? [say('sendPhotosAgain')] : []
  const { step, trail } = theirs
  const moved = { ...state, answers: { ...theirs.answers, pending }, trail, step: null, takenFrom: address }
  const place = pending?.length && theirs.answers.goal !== 'look_up' ? 'consent' : (step ?? 'menu')
  const alive = place === 'photoKind' && !pending?.length ? 'photo' : place
  return goTo(moved, alive, [...says, ...lost], facts, alive !== 'consent')
}

export function menuChoices(state: ConversationState, facts: Facts): OpenChoice[] {
  const label = (value: string) => facts.words(`common.menu.${value}`, state.locale)
  const six = MENU.map((value) => ({ token: state.menu[value], label: label(value), value }))
  if (!facts.withHuman) return six
  const end = { value: ':endTalk', label: { key: 'chat.control.endTalk' } } as const
  return [...six, open(end, false, state.locale, facts)]
}

function menuTurn(state: ConversationState, says: Say[], facts: Facts): Move {
  const choices = withMore(menuChoices(state, facts), state.locale, facts)
  const paused = facts.withHuman ? state.paused : undefined
  const asked = say(facts.withHuman ? 'menuWithOfficer' : 'menu')
  return turn({ ...state, step: null, trail: [], paused }, choices, [...says, asked], facts)
}

function askTurn(state: ConversationState, name: StepName, step: AskStep, says: Say[], facts: Facts): Move {
  const { locale } = state
  const trail = state.trail.at(-1) === name ? state.trail.slice(0, -1) : state.trail
  const big = (step.choices?.(state.answers, facts) ?? []).map((choice) => open(choice, false, locale, facts))
  const small = choicesOf('control', ['back', 'cancel', ...(state.missing ? ['meetOfficer'] : [])])
  const steering = small.map(({ value, label }) => open({ value: `:${value}`, label }, true, locale, facts))
  const contact = facts.ownContact ? step.ownContact?.(facts) : undefined
  const asked = contact ? [contact] : step.ask(state.answers, facts)
  const choices = withMore([...big, ...steering], locale, facts)
  return turn({ ...state, step: name, trail }, choices, [...says, ...asked], facts, contact !== undefined)
}

function turn(
  { missing, ...state }: ConversationState,
  choices: OpenChoice[],
  says: Say[],
  facts: Facts,
  ownContact = false,
): Move {
  const misses = missing ? (state.misses ?? 0) + 1 : 0
  const offered = misses >= 2 ? [...says, say('offerOfficer')] : says
  const { page, ...shown } = pageOf(choices, 0, facts)
  const next = { ...state, choices, page, misses }
  const all = [...offered, ...shown.says]
  return { kind: 'turn', state: next, turn: { says: all, choices: shown.choices, list: shown.list, ownContact } }
}

/** The next page of the same question; every button shown before still works. */
export function nextPage(state: ConversationState, facts: Facts): Move {
  const shown = pageOf(state.choices, (state.page ?? 0) + 1, facts)
  const says = [say('nextItems'), ...shown.says]
  const { choices, list, page } = shown
  return { kind: 'turn', state: { ...state, page }, turn: { says, choices, list, ownContact: false } }
}
