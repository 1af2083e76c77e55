import type { MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { Answers } from './answers.ts'
import type { Request, RequestName, Requests } from './requests.ts'

/** One question or one act; the tables in steps/ are the whole dialogue, readable from question to question. */
export const STEP_NAMES = [
  ...(['name', 'birth', 'sex', 'phone', 'sendCode', 'code', 'checkCode', 'proveContact', 'find'] as const),
  ...(['found', 'notFound', 'station', 'help'] as const),
  ...([
    'unfinished',
    'forWhom',
    'what',
    'whatElse',
    'rightName',
    'rightBirth',
    'rightSex',
    'rightNumber',
    'more',
  ] as const),
  ...(['doseNumber', 'doseDate', 'doseVaccine', 'dosePlace'] as const),
  ...(['cardFor', 'cardWhich', 'consent', 'photo', 'photoKind', 'attach', 'morePhotos', 'dropPhotos'] as const),
  ...(['readCard', 'cardWaiting', 'cardConfirm', 'readBack', 'send'] as const),
  ...(['ownReports', 'which', 'track', 'phoneTail', 'tracked'] as const),
  ...(['withdrawSure', 'withdraw', 'resendNote', 'resend', 'whoseNote', 'noteFor', 'addNote'] as const),
] as const

export type StepName = (typeof STEP_NAMES)[number]

/** Where the road goes; `menu` ends the dialogue. */
export type Place = StepName | 'menu'
export type Next = Place | ((answers: Answers) => Place)

/** A sentence of templates/locales, or a text of templates/chat with its view. */
export type Say = { key: string; params?: Record<string, string | number> } | { template: string; view: object }

export interface ChoiceSpec {
  value: string
  /** Sentence key of the label, or the label itself (a code, a vaccine). */
  label: { key: string } | { text: string }
}

/** What a person said, once buttons, typed labels and typed numbers have been matched. */
export type Said =
  | { kind: 'choice'; value: string }
  | { kind: 'text'; text: string }
  | { kind: 'contact'; phone: string | null; own: boolean }
  | { kind: 'photos'; items: MediaRef[] }

export type Reading = { set: Answers; next?: Next; says?: Say[] } | { wrong: Say }

export interface AskStep {
  ask: (answers: Answers) => Say[]
  choices?: (answers: Answers) => ChoiceSpec[]
  /** The question where the channel can share the account's own number. */
  ownContact?: Say
  read: (said: Said, answers: Answers, today: string) => Reading
  /** Answered already: go on. */
  skip?: (answers: Answers) => boolean
  next: Next
}

export interface Arrival {
  set?: Answers
  says?: Say[]
  next: Place
}

export interface DoStep {
  request: (answers: Answers) => Request
  take: (back: unknown, answers: Answers) => Arrival
}

export type Step = AskStep | DoStep

/** A step that acts: which request, made of what, and where its outcome leads. */
export function doing<K extends RequestName>(
  name: K,
  ask: (answers: Answers) => Requests[K]['ask'],
  take: (back: Requests[K]['back'], answers: Answers) => Arrival,
): DoStep {
  return {
    request: (answers) => ({ name, ...ask(answers) }) as Request,
    take: (back, answers) => take(back as Requests[K]['back'], answers),
  }
}

export const say = (key: string, params?: Record<string, string | number>): Say => ({ key: `chat.${key}`, params })

/** Choices whose labels stand under `chat.<group>.<value>`. */
export const choicesOf = (group: string, values: readonly string[]): ChoiceSpec[] =>
  values.map((value) => ({ value, label: { key: `chat.${group}.${value}` } }))
