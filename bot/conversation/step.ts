import type { ChannelId, MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { Attachment } from '../../core/domain/chat/outbound-content.ts'
import type { Answers } from './answers.ts'
import type { Request, RequestName, Requests } from './requests.ts'
import type { StepName } from './step-names.ts'

/**
 * Where the road goes. `menu` ends the dialogue; `thread` is the menu while a person of the station listens; `paused` goes
 * on with the question that was interrupted; `theirs` takes over the dialogue of the person's other chat.
 */
export type Place = StepName | 'menu' | 'thread' | 'paused' | 'theirs'
export type Next = Place | ((answers: Answers) => Place)

/** What a message carries beside its words: a file, and the report it is about, so that a reply finds its case (features I09). */
interface Carries {
  attachment?: Attachment
  reportId?: string
}

/** A sentence of templates/locales, or a text of templates/chat with its view. */
export type Say = Carries &
  ({ key: string; params?: Record<string, string | number> } | { template: string; view: object })

export interface ChoiceSpec {
  value: string
  /** Sentence key of the label, or the label itself (a code, a vaccine). */
  label: { key: string; params?: Record<string, string | number> } | { text: string }
}

/** What a person said, once buttons, typed labels and typed numbers have been matched. */
export type Said =
  | { kind: 'choice'; value: string }
  | { kind: 'text'; text: string }
  | { kind: 'contact'; phone: string | null; own: boolean }
  | { kind: 'photos'; items: MediaRef[] }

/** What a question understands beside its buttons; the page docs/dialogue.md and the walk over every path read it. */
export type Hears =
  | 'buttons'
  | 'whoLine'
  | 'name'
  | 'birthDay'
  | 'doseDay'
  | 'comingDay'
  | 'sex'
  | 'phone'
  | 'code'
  | 'citizenNumber'
  | 'words'
  | 'photo'
  | 'receiptCode'
  | 'threeDigits'
  | 'linkCode'
  | 'passport'
  | 'country'

/** What the channel is like on which the person writes now. */
export interface Here {
  channel: ChannelId
  /** The day in Viet Nam as YYYY-MM-DD. */
  today: string
  /** The channel can take a picture out of the chat again (features C14). */
  forgets: boolean
  /** Photos do not come through this chat but by a one-time link to the portal (features C14). */
  handsOver: boolean
  /** Nothing is sent here unasked (features I10). */
  optedOut: boolean
}

export type Reading = { set: Answers; next?: Next; says?: Say[] } | { wrong: Say }

export interface AskStep {
  ask: (answers: Answers, here: Here) => Say[]
  choices?: (answers: Answers, here: Here) => ChoiceSpec[]
  hears: Hears
  /** The question where the channel can share the account's own number. */
  ownContact?: (here: Here) => Say
  read: (said: Said, answers: Answers, here: Here) => Reading
  /** Answered already: go on. */
  skip?: (answers: Answers, here: Here) => boolean
  next: Next
}

export interface Arrival {
  set?: Answers
  says?: Say[]
  next: Place
  /** Nothing could be made of what was said. */
  missed?: true
}

export interface DoStep {
  request: (answers: Answers) => Request
  take: (back: unknown, answers: Answers, here: Here) => Arrival
}

export type Step = AskStep | DoStep

/** A step that acts: which request, made of what, and where its outcome leads. */
export function doing<K extends RequestName>(
  name: K,
  ask: (answers: Answers) => Requests[K]['ask'],
  take: (back: Requests[K]['back'], answers: Answers, here: Here) => Arrival,
): DoStep {
  return {
    request: (answers) => ({ name, ...ask(answers) }) as Request,
    take: (back, answers, here) => take(back as Requests[K]['back'], answers, here),
  }
}

/** Where a button leads: a place, or what it sets as well. */
export type Lead = Place | ((answers: Answers) => { set?: Answers; next: Next; says?: Say[] })

export interface Picking {
  /** Labels stand under `chat.<group>.<value>`. */
  group: string
  ask: AskStep['ask']
  to: Record<string, Lead>
  /** The buttons that fit now; absent: all. */
  offers?: (answers: Answers, here: Here) => string[]
  skip?: AskStep['skip']
  /** Where the road goes when the question is skipped. */
  next?: Next
}

/** A question that is answered by its buttons alone. */
export function picking({ group, ask, to, offers, skip, next = 'menu' }: Picking): AskStep {
  return {
    ask,
    choices: (answers, here) => choicesOf(group, offers?.(answers, here) ?? Object.keys(to)),
    hears: 'buttons',
    read: (said, answers) => {
      const lead = said.kind === 'choice' ? to[said.value] : undefined
      if (lead === undefined) return { wrong: say('pickOne') }
      return typeof lead === 'string' ? { set: {}, next: lead } : { set: {}, ...lead(answers) }
    },
    ...(skip && { skip }),
    next,
  }
}

export const say = (key: string, params?: Record<string, string | number>): Say => ({ key: `chat.${key}`, params })

/** Choices whose labels stand under `chat.<group>.<value>`. */
export const choicesOf = (group: string, values: readonly string[]): ChoiceSpec[] =>
  values.map((value) => ({ value, label: { key: `chat.${group}.${value}` } }))
