import { readSeenToken } from '../../core/domain/citizen/seen-choice.ts'
import { readNotMeToken } from '../../core/domain/contact/not-me-choice.ts'
import { isStopWord } from '../../core/domain/contact/stop-word.ts'
import { said } from './answer.ts'
import type { Facts } from './facts.ts'
import { freeText, noteOnReplied } from './interrupt.ts'
import { isOneOf, matchChoice, plainWords, wishesOneOf } from './match-choice.ts'
import { type ConversationState, looksLikeToken, MENU, type MenuAction } from './state.ts'
import { chosen, controlled, enter, notMe, STEERING, seen } from './steer.ts'
import { say } from './step.ts'
import { STEPS } from './steps.ts'
import { askAgain, type Move, menuChoices } from './walk.ts'

export function pressed(state: ConversationState, token: string, facts: Facts): Move {
  const seenAnswer = readSeenToken(token)
  if (seenAnswer) return seen(state, seenAnswer, facts)
  const notMeCode = readNotMeToken(token)
  if (notMeCode) return notMe(state, notMeCode, facts)
  const action = MENU.find((one) => state.menu[one] === token)
  if (action) return enter(state, action, facts)
  const choice = state.choices.find((one) => one.token === token)
  return choice ? chosen(state, choice.value, facts) : askAgain(state, [say('oldButton')], facts)
}

/** Words: a choice, a word that steers, a wish of the menu, or the answer to the present question. */
export function typed(state: ConversationState, text: string, facts: Facts): Move {
  // On Zalo a pressed button comes back as the text of its token (channels 1.4).
  const isToken = [...Object.values(state.menu), ...state.choices.map((one) => one.token)].includes(text)
  if (isToken || looksLikeToken(text) || readNotMeToken(text) || readSeenToken(text)) return pressed(state, text, facts)
  const atMenu = state.step === null
  const choice = matchTyped(state, text, facts)
  if (choice) return atMenu && isAction(choice) ? enter(state, choice, facts) : chosen(state, choice, facts)
  const steering = STEERING.find((word) => isTyped(word, text, facts))
  if (steering) return controlled(state, steering, facts)
  const action = MENU.find((one) => isTyped(one, text, facts))
  if (action) return enter(state, action, facts)
  if (wantsPerson(state, text, facts)) return enter(state, 'meetOfficer', facts)
  if (facts.repliedReport && !facts.withHuman && text !== '')
    return noteOnReplied(state, facts.repliedReport, text, facts)
  if (!atMenu) return said(state, { kind: 'text', text }, facts)
  const wish = MENU.find((one) => !facts.withHuman && isWished(one, text, facts))
  return wish ? enter(state, wish, facts) : freeText(state, text, facts)
}

function isAction(value: string): value is MenuAction {
  return MENU.some((one) => one === value)
}

/** The value of the choice that was typed; to a person of the station a bare number is no choice. */
function matchTyped({ step, ...state }: ConversationState, text: string, facts: Facts): string | null {
  if (step === null && facts.withHuman && /^\d+\W*$/.test(text)) return null
  const open = state.choices.length > 0 ? state.choices : menuChoices({ step, ...state }, facts)
  return matchChoice(text, open)?.value ?? null
}

/** "Tôi muốn gặp cán bộ" is heard at every question but those that ask for a story (features D11). */
function wantsPerson(state: ConversationState, text: string, facts: Facts): boolean {
  const step = state.step ? STEPS[state.step] : null
  const tells = step !== null && 'hears' in step && step.hears === 'words'
  return !tells && !facts.withHuman && isWished('meetOfficer', text, facts)
}

/** Both languages are understood, whichever is spoken. */
function isTyped(word: string, text: string, facts: Facts): boolean {
  if (word === 'stop' && plainWords(text) === 'dung' && !isStopWord(text)) return false
  return LOCALES.some((locale) => isOneOf(text, facts.words(`chat.typed.${word}`, locale)))
}

function isWished(word: string, text: string, { words }: Facts): boolean {
  return LOCALES.some((locale) =>
    wishesOneOf(text, words(`chat.typed.${word}`, locale), words('chat.typed.lead', locale)),
  )
}

const LOCALES = ['vi', 'en'] as const
