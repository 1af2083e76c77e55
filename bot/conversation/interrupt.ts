import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import { readLinkCode } from '../../core/domain/contact/link-code.ts'
import { readReceiptCode } from '../../core/domain/report/receipt-code.ts'
import { keepPhone, type OwnReport } from './answers.ts'
import type { Facts } from './facts.ts'
import type { ConversationState } from './state.ts'
import { type Say, say } from './step.ts'
import { goTo, leaveStep, type Move, missed, pause, startOver } from './walk.ts'

/** Text at the menu: to the person who listens, a code, an answer to a message of ours, or something nobody asked for. */
export function freeText(state: ConversationState, text: string, facts: Facts): Move {
  if (facts.withHuman) return { kind: 'silent', state }
  if (text === '') return missed(state, [say('notUnderstood')], facts)
  const trackCode = readReceiptCode(text)
  if (trackCode) return goTo({ ...state, answers: { ...state.answers, trackCode } }, 'track', [], facts)
  const linkCode = /\d/.test(text) ? readLinkCode(text) : null
  if (linkCode) return goTo({ ...state, answers: { ...state.answers, linkCode } }, 'linkUse', [], facts)
  if (facts.elsewhere) return offerElsewhere(state, [], facts)
  // Whoever writes for the first time is greeted, whatever they wrote.
  if (state.choices.length === 0) return startOver(state, [say('welcome')], facts)
  return goTo({ ...state, answers: { ...state.answers, note: text } }, 'whoseNote', [], facts)
}

/** A reply to a message of ours lands on its report, whatever is being asked now (features I09). */
export function noteOnReplied(state: ConversationState, target: OwnReport, note: string, facts: Facts): Move {
  const aside = pause(state)
  return goTo({ ...aside, answers: { ...aside.answers, note, target } }, 'notePrivate', [], facts)
}

type Media = Extract<InboundEvent, { kind: 'media' }>

/** A picture is welcome at any time: it joins what is open, and its tag is asked for. */
export function photos(state: ConversationState, event: Media, facts: Facts): Move {
  const { answers } = state
  const pending = [...(answers.pending ?? []), ...event.items]
  const albums = event.albumKey ? [...(answers.albums ?? []), event.albumKey] : answers.albums
  const consent = event.consented ? true : undefined
  if (state.step === null && facts.elsewhere) {
    return offerElsewhere({ ...state, answers: { ...keepPhone(answers), pending, albums } }, [], facts)
  }
  if (joinsOpen(state, facts)) {
    const joined = { ...answers, pending, albums, consent: consent ?? answers.consent, photosDone: undefined }
    return goTo({ ...leaveStep(state), answers: joined }, 'consent', [], facts)
  }
  const isLate = event.albumKey !== null && answers.albums?.includes(event.albumKey)
  const target = facts.repliedReport ?? (isLate ? answers.sent : reportOnScreen(state))
  const own = { ...keepPhone(answers), pending: event.items, albums, target, goal: 'card' as const }
  const agreed = isLate ? true : consent
  const aside = { ...pause(state), answers: { ...own, consent: agreed } }
  return goTo(aside, target ? 'consent' : 'cardFor', [], facts)
}

/** Whoever looks at a report of their own and sends a picture means that report. */
function reportOnScreen({ step, answers }: ConversationState): OwnReport | undefined {
  const looks = step !== null && ['tracked', 'answerMore', 'resendNote', 'appealWords'].includes(step)
  return looks ? answers.ownReports?.find(({ code }) => code === answers.tracked?.code) : undefined
}

function joinsOpen(state: ConversationState, { repliedReport }: Facts): boolean {
  const { step, answers } = state
  const meant = repliedReport ?? reportOnScreen(state)
  if (meant && meant.id !== answers.target?.id) return false
  return step !== null && (answers.goal === 'card' || answers.goal === 'report' || answers.target !== undefined)
}

/** A dialogue of the same person, begun on another linked channel after the last word here (features B02). */
export function offerElsewhere(state: ConversationState, says: Say[], facts: Facts): Move {
  return goTo(state, 'elsewhere', says, facts)
}
