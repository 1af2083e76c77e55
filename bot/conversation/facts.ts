import type { OwnReport } from './answers.ts'
import type { ConversationState } from './state.ts'
import type { Here } from './step.ts'

/** What the engine needs from outside; all of it pure but the tokens, which nobody may guess. */
export interface Facts extends Here {
  /** Epoch milliseconds. */
  now: number
  /** The sentence with this key in the conversation's language. */
  words: (key: string, locale: 'vi' | 'en', params?: Record<string, string | number>) => string
  newToken: () => string
  /** The channel can vouch for the account's own number. */
  ownContact: boolean
  /** Buttons one message can show; `countsSmall`: back and cancel take places among them (channels 5.2). */
  maxChoices: number
  countsSmall: boolean
  /** The report whose message was answered with this one, where the channel tells (features I09). */
  repliedReport: OwnReport | null
  /** Somebody at the station talks with this person, or has been called (features D11). */
  withHuman: boolean
  /** The newest open dialogue of this person at another of their linked addresses (features B02). */
  elsewhere: { address: string; state: ConversationState } | null
}
