import type { Answers } from './answers.ts'
import { STEP_NAMES, type StepName } from './step-names.ts'

export const MENU = ['lookUp', 'report', 'sendCard', 'track', 'meetOfficer', 'help'] as const

export type MenuAction = (typeof MENU)[number]

export interface OpenChoice {
  token: string
  label: string
  value: string
  /** Back, cancel and their like. */
  small?: true
}

/** A question that something else interrupted: a word for the staff, a reply to an old message. */
export interface Paused {
  step: StepName
  trail: StepName[]
  answers: Answers
}

/** One person's place in the conversation. JSON; a state of another version starts anew. */
export interface ConversationState {
  v: 1
  locale: 'vi' | 'en'
  /** Null: at the main menu. */
  step: StepName | null
  /** Questions asked on the way here, for "back". */
  trail: StepName[]
  answers: Answers
  /** All of them, in the order of their numbers, also those on a later page. */
  choices: OpenChoice[]
  /** Which page of the choices was shown last. */
  page?: number
  /** Answers in a row that nobody could make anything of (features D11). */
  misses?: number
  /** The present one is such an answer. */
  missing?: true
  paused?: Paused
  /** The chat whose open dialogue this one has just taken over. */
  takenFrom?: string
  /** The main menu's tokens never change, so that an old menu still works when someone scrolls up to it. */
  menu: Record<MenuAction, string>
  heardAt: number
}

/** Any step can be taken up again for 7 days (features B02). */
export const RESUMES_FOR_MS = 7 * 24 * 3_600_000

export function newState(locale: 'vi' | 'en', heardAt: number, newToken: () => string): ConversationState {
  const menu = Object.fromEntries(MENU.map((action) => [action, newToken()])) as ConversationState['menu']
  return { v: 1, locale, step: null, trail: [], answers: {}, choices: [], menu, heardAt }
}

/** The stored state when it can still be used; null for another version, an unknown step or none. */
export function readState(stored: unknown): ConversationState | null {
  const state = stored as Partial<ConversationState> | null
  if (state?.v !== 1) return null
  const isKnown = state.step === null || STEP_NAMES.some((name) => name === state.step)
  return isKnown ? (state as ConversationState) : null
}

/** Back at the menu; what was told is gone, the menu's own buttons stay. */
export function idleState({ v, locale, menu, heardAt }: ConversationState): ConversationState {
  return { v, locale, step: null, trail: [], answers: {}, choices: [], menu, heardAt }
}

const TOKEN = /^~[\w-]{12}$/

/** The shape of our own button tokens: on Zalo a pressed button comes back as a text (channels 1.4). */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text)
}
