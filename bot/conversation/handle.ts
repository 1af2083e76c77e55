import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import { readLinkCode } from '../../core/domain/contact/link-code.ts'
import { said } from './answer.ts'
import { keepPhone } from './answers.ts'
import { cleanText } from './clean-text.ts'
import type { Facts } from './facts.ts'
import { offerElsewhere, photos } from './interrupt.ts'
import { type ConversationState, newState, RESUMES_FOR_MS } from './state.ts'
import { controlled, enter } from './steer.ts'
import { say } from './step.ts'
import { STEPS } from './steps.ts'
import { pressed, typed } from './typed.ts'
import { arriveAt, goTo, type Move, missed, startOver } from './walk.ts'

/** One thing heard: the next turn, a request to the house, or silence. Pure: same state, event and facts, same move. */
export function handle(stored: ConversationState, event: InboundEvent, all: Facts): Move {
  const facts = { ...all, elsewhere: newerElsewhere(stored, all) }
  const state = wakeUp(stored, event, facts)
  switch (event.kind) {
    case 'subscription':
      return { kind: 'silent', state: { ...state, step: null, trail: [] } }
    case 'card_read':
      return cardRead(state, event.caseId, facts)
    case 'unsupported':
      return missed(state, [say(`unsupported.${event.what}`)], facts)
    case 'command':
      return command(state, event, facts)
    case 'choice':
      return pressed(state, event.token, facts)
    case 'text':
      return typed(state, cleanText(event.text), facts)
    case 'contact':
      return contact(state, event, facts)
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
  return arriveAt(state, step.take(back, state.answers, facts), says, facts)
}

function wakeUp(state: ConversationState, event: InboundEvent, facts: Facts): ConversationState {
  const locale = event.locale ?? state.locale
  const tooOld = facts.now - state.heardAt > RESUMES_FOR_MS
  const awake = tooOld ? { ...newState(locale, facts.now, facts.newToken), menu: state.menu } : state
  return { ...awake, locale, heardAt: facts.now }
}

/** Only a dialogue that was spoken in after the last word here, and not one that is being declined already. */
function newerElsewhere({ step, heardAt }: ConversationState, { elsewhere, now }: Facts): Facts['elsewhere'] {
  if (!elsewhere || elsewhere.state.step === null || now - elsewhere.state.heardAt > RESUMES_FOR_MS) return null
  return step === 'elsewhere' || (step === null && elsewhere.state.heardAt > heardAt) ? elsewhere : null
}

/** What a person fills in about themselves proves no more than what they type (channels 1.6). */
function contact(state: ConversationState, event: Extract<InboundEvent, { kind: 'contact' }>, facts: Facts): Move {
  const { phone, proof } = event
  if (proof === 'self_declared') return said(state, { kind: 'text', text: phone ?? '' }, facts)
  return said(state, { kind: 'contact', phone, own: proof === 'platform_own' }, facts)
}

function command(
  state: ConversationState,
  { name, arg }: Extract<InboundEvent, { kind: 'command' }>,
  facts: Facts,
): Move {
  if (name === 'help') return enter(state, 'help', facts)
  if (name === 'stop') return controlled(state, 'stop', facts)
  if (name === 'cancel') return startOver(state, [say('cancelled')], facts)
  const linkCode = readLinkCode(arg ?? '')
  const fresh = { ...state, step: null, trail: [], paused: undefined, answers: keepPhone(state.answers) }
  if (linkCode) return goTo({ ...fresh, answers: { ...fresh.answers, linkCode } }, 'linkUse', [], facts)
  if (facts.optedOut) return goTo(fresh, 'messagesOn', [], facts)
  if (facts.elsewhere && state.step === null) return offerElsewhere(fresh, [say('welcome')], facts)
  return startOver(state, [say('welcome')], facts)
}

function cardRead(state: ConversationState, caseId: string, facts: Facts): Move {
  if (state.step !== 'cardWaiting' || state.answers.caseId !== caseId) return { kind: 'silent', state }
  return goTo(state, 'readCard', [], facts)
}
