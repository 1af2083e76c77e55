import type { SeenAnswer } from '../../core/domain/citizen/seen-choice.ts'
import { said } from './answer.ts'
import { keepPhone } from './answers.ts'
import type { Facts } from './facts.ts'
import type { ConversationState, MenuAction } from './state.ts'
import { type Place, say } from './step.ts'
import { askAgain, goBack, goTo, type Move, nextPage, pause, startOver } from './walk.ts'

const ENTRIES: Record<MenuAction, Place> = {
  lookUp: 'name',
  report: 'unfinished',
  sendCard: 'cardFor',
  track: 'ownReports',
  meetOfficer: 'askOfficer',
  help: 'help',
}

/** Words that steer at any question; each list stands under `chat.typed` in both languages. */
export const STEERING = [
  'back',
  'cancel',
  'menu',
  'more',
  'vietnamese',
  'english',
  'stop',
  'start',
  'notMe',
  'link',
  'family',
  'letHelp',
  'rights',
  'endTalk',
]

export function controlled(state: ConversationState, control: string, facts: Facts): Move {
  switch (control) {
    case 'back':
      return goBack(state, facts)
    case 'cancel':
      return startOver(state, [say('cancelled')], facts)
    case 'more':
      return nextPage(state, facts)
    case 'stop':
      return goTo({ ...state, step: null, trail: [], paused: undefined }, 'messagesOff', [], facts)
    case 'start':
      return goTo(pause(state), 'messagesOn', [], facts)
    case 'notMe':
      return notMe(state, facts.repliedReport?.code ?? null, facts)
    case 'link':
      return goTo(pause(state), 'channels', [], facts)
    case 'family':
      return goTo(pause(state), 'familyList', [], facts)
    case 'letHelp':
      return goTo(pause(state), 'letHelp', [], facts)
    case 'rights':
      return goTo(pause(state), 'rights', [], facts)
    case 'endTalk':
      // "Kết thúc" at a question, while nobody listens, means the question.
      return facts.withHuman || state.step === null
        ? goTo(state, 'endTalk', [], facts)
        : startOver(state, [say('cancelled')], facts)
    case 'meetOfficer':
      return enter(state, 'meetOfficer', facts)
    case 'menu':
      return goTo({ ...state, paused: undefined }, 'menu', [], facts)
    default:
      return askAgain({ ...state, locale: control === 'english' ? 'en' : 'vi' }, [], facts)
  }
}

export function notMe(state: ConversationState, notMeCode: string | null, facts: Facts): Move {
  const aside = pause(state)
  return goTo({ ...aside, answers: { ...aside.answers, notMeCode } }, 'notMeSure', [], facts)
}

const SEEN_STEPS = { yes: 'seenYes', no: 'seenNo', photo: 'seenPhoto' } as const

/** A button below "does your app now show it?", pressed whenever (features D08). */
export function seen(
  state: ConversationState,
  { answer, code }: { answer: SeenAnswer; code: string },
  facts: Facts,
): Move {
  const aside = pause(state)
  return goTo({ ...aside, answers: { ...aside.answers, trackCode: code } }, SEEN_STEPS[answer], [], facts)
}

export function chosen(state: ConversationState, value: string, facts: Facts): Move {
  if (value.startsWith(':')) return controlled(state, value.slice(1), facts)
  return said(state, { kind: 'choice', value }, facts)
}

/** The way into one of the six dialogues of the menu; help and a person leave the present question waiting. */
export function enter(state: ConversationState, action: MenuAction, facts: Facts): Move {
  const place = ENTRIES[action]
  if (action === 'meetOfficer' || action === 'help') return goTo(pause(state), place, [], facts)
  const fresh = { ...state, step: null, trail: [], paused: undefined }
  if (action === 'track') return goTo(fresh, place, [], facts)
  const goal = action === 'lookUp' ? 'look_up' : action === 'sendCard' ? 'card' : 'report'
  const answers = goal === 'report' ? { ...state.answers, goal } : { ...keepPhone(state.answers), goal }
  return goTo({ ...fresh, answers: answers as ConversationState['answers'] }, place, [], facts)
}
