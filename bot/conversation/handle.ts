import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import { readReceiptCode } from '../../core/domain/report/receipt-code.ts'
import { keepPhone } from './answers.ts'
import { isOneOf, matchChoice } from './match-choice.ts'
import { type ConversationState, MENU, type MenuAction, newState, RESUMES_FOR_MS } from './state.ts'
import { type Place, type Said, say } from './step.ts'
import { STEPS } from './steps.ts'
import {
  arriveAt,
  askAgain,
  type Facts,
  goBack,
  goTo,
  leaveStep,
  type Move,
  menuChoices,
  nextOf,
  startOver,
} from './walk.ts'

const ENTRIES: Record<MenuAction, Place> = {
  lookUp: 'name',
  report: 'unfinished',
  sendCard: 'cardFor',
  track: 'ownReports',
  meetOfficer: 'station',
  help: 'help',
}

/** One thing heard: the next turn, a request to the house, or silence. Pure: same state, event and facts, same move. */
export function handle(stored: ConversationState, event: InboundEvent, facts: Facts): Move {
  const state = wakeUp(stored, event, facts)
  switch (event.kind) {
    case 'subscription':
      return { kind: 'silent', state: { ...state, step: null, trail: [] } }
    case 'card_read':
      return cardRead(state, event.caseId, facts)
    case 'unsupported':
      return askAgain(state, [say(`unsupported.${event.what}`)], facts)
    case 'command':
      return command(state, event.name, facts)
    case 'choice':
      return pressed(state, event.token, facts)
    case 'text':
      return typed(state, event.text, facts)
    case 'contact':
      return said(state, { kind: 'contact', phone: event.phone, own: event.proof === 'platform_own' }, facts)
    case 'media':
      return photos(state, event, facts)
    case 'receipt':
    case 'echo':
    case 'operator_reply':
      return { kind: 'silent', state: stored }
  }
}

/** Goes on after the house has answered the request of the present step. */
export function resume(
  state: ConversationState,
  back: unknown,
  says: Parameters<typeof arriveAt>[2],
  facts: Facts,
): Move {
  const step = state.step ? STEPS[state.step] : null
  if (!step || !('request' in step))
    throw new Error(`The conversation was resumed at ${state.step}, which asked nothing`)
  return arriveAt(state, step.take(back, state.answers), says, facts)
}

function wakeUp(state: ConversationState, event: InboundEvent, facts: Facts): ConversationState {
  const locale = event.locale ?? state.locale
  const tooOld = facts.now - state.heardAt > RESUMES_FOR_MS
  const awake = tooOld ? { ...newState(locale, facts.now, facts.newToken), menu: state.menu } : state
  return { ...awake, locale, heardAt: facts.now }
}

function command(state: ConversationState, name: 'start' | 'help' | 'cancel' | 'stop', facts: Facts): Move {
  if (name === 'help') return goTo(state, 'help', [], facts)
  return startOver(state, [say(name === 'start' ? 'welcome' : 'cancelled')], facts)
}

function pressed(state: ConversationState, token: string, facts: Facts): Move {
  const action = MENU.find((one) => state.menu[one] === token)
  if (action) return enter(state, action, facts)
  const choice = state.choices.find((one) => one.token === token)
  return choice ? chosen(state, choice.value, facts) : askAgain(state, [say('oldButton')], facts)
}

function typed(state: ConversationState, text: string, facts: Facts): Move {
  const atMenu = state.step === null
  const choice = matchChoice(text, atMenu ? menuChoices(state, facts) : state.choices)
  if (choice) return atMenu ? enter(state, choice.value as MenuAction, facts) : chosen(state, choice.value, facts)
  const control = ['back', 'cancel', 'menu', 'vietnamese', 'english'].find((word) => isTyped(word, text, facts))
  if (control) return controlled(state, control, facts)
  const action = MENU.find((one) => isTyped(one, text, facts))
  if (action) return enter(state, action, facts)
  if (!atMenu) return said(state, { kind: 'text', text }, facts)
  // Whoever writes for the first time is greeted, whatever they wrote.
  return state.choices.length === 0 ? startOver(state, [say('welcome')], facts) : freeText(state, text, facts)
}

/** Both languages are understood, whichever is spoken. */
function isTyped(word: string, text: string, facts: Facts): boolean {
  return (['vi', 'en'] as const).some((locale) => isOneOf(text, facts.words(`chat.typed.${word}`, locale)))
}

function controlled(state: ConversationState, control: string, facts: Facts): Move {
  if (control === 'back') return goBack(state, facts)
  if (control === 'cancel') return startOver(state, [say('cancelled')], facts)
  if (control === 'menu') return goTo(state, 'menu', [], facts)
  return askAgain({ ...state, locale: control === 'english' ? 'en' : 'vi' }, [], facts)
}

function chosen(state: ConversationState, value: string, facts: Facts): Move {
  if (value.startsWith(':')) return controlled(state, value.slice(1), facts)
  return said(state, { kind: 'choice', value }, facts)
}

function enter(state: ConversationState, action: MenuAction, facts: Facts): Move {
  const fresh = { ...state, step: null, trail: [] }
  const answers =
    action === 'lookUp' || action === 'sendCard'
      ? { ...keepPhone(state.answers), goal: action === 'lookUp' ? ('look_up' as const) : ('card' as const) }
      : action === 'report'
        ? { ...state.answers, goal: 'report' as const }
        : state.answers
  return goTo({ ...fresh, answers }, ENTRIES[action], [], facts)
}

/** Text at the menu: a receipt code, an answer to a message of ours, or something nobody asked for. */
function freeText(state: ConversationState, text: string, facts: Facts): Move {
  const trackCode = readReceiptCode(text)
  if (trackCode) return goTo({ ...state, answers: { ...state.answers, trackCode } }, 'track', [], facts)
  const note = text.trim()
  const { repliedReport } = facts
  if (repliedReport)
    return goTo({ ...state, answers: { ...state.answers, note, target: repliedReport } }, 'addNote', [], facts)
  return goTo({ ...state, answers: { ...state.answers, note } }, 'whoseNote', [], facts)
}

/** A picture is welcome at any time: it joins what is open, and its tag is asked for. */
function photos(state: ConversationState, event: Extract<InboundEvent, { kind: 'media' }>, facts: Facts): Move {
  const { answers } = state
  const pending = [...(answers.pending ?? []), ...event.items]
  const albums = event.albumKey ? [...(answers.albums ?? []), event.albumKey] : answers.albums
  const isLate = event.albumKey !== null && answers.albums?.includes(event.albumKey)
  const target = facts.repliedReport ?? (isLate ? answers.sent : undefined)
  if (state.step !== null && (answers.goal === 'card' || answers.goal === 'report' || answers.target)) {
    return goTo({ ...leaveStep(state), answers: { ...answers, pending, albums } }, 'consent', [], facts)
  }
  const own = {
    ...keepPhone(answers),
    pending,
    albums,
    target,
    goal: 'card' as const,
    consent: isLate ? true : undefined,
  }
  return goTo({ ...state, step: null, trail: [], answers: own }, target ? 'consent' : 'cardFor', [], facts)
}

function cardRead(state: ConversationState, caseId: string, facts: Facts): Move {
  if (state.step !== 'cardWaiting' || state.answers.caseId !== caseId) return { kind: 'silent', state }
  return goTo(state, 'readCard', [], facts)
}

function said(state: ConversationState, heard: Said, facts: Facts): Move {
  const step = state.step ? STEPS[state.step] : null
  if (!step || 'request' in step) return askAgain(state, [say('notUnderstood')], facts)
  const reading = step.read(heard, state.answers, facts.today)
  if ('wrong' in reading) return askAgain(state, [reading.wrong], facts)
  const answers = { ...state.answers, ...reading.set }
  const next = reading.next ?? nextOf(step, answers)
  const place = typeof next === 'function' ? next(answers) : next
  return goTo({ ...leaveStep(state), answers }, place, reading.says ?? [], facts)
}
