import type { Facts } from './facts.ts'
import type { OpenChoice } from './state.ts'
import { type ChoiceSpec, type Say, say } from './step.ts'

export interface Turn {
  says: Say[]
  /** The buttons of this message; typed numbers and labels reach the others too. */
  choices: OpenChoice[]
  /** Lines with the numbers of the shown choices, when not all of them are shown. */
  list: string[]
  ownContact: boolean
}

/** What one message shows of all choices. */
export interface Page {
  choices: OpenChoice[]
  list: string[]
  says: Say[]
  page: number
}

export function open({ value, label }: ChoiceSpec, small: boolean, locale: 'vi' | 'en', facts: Facts): OpenChoice {
  const text = 'text' in label ? label.text : facts.words(label.key, locale, label.params)
  return { token: facts.newToken(), label: text, value, ...(small && { small }) }
}

/** The way to the next page; it stands behind all others, so that no number moves. */
export function withMore(choices: OpenChoice[], locale: 'vi' | 'en', facts: Facts): OpenChoice[] {
  const big = choices.filter((choice) => !choice.small)
  if (big.length <= facts.maxChoices) return choices
  return [...choices, open({ value: ':more', label: { key: 'chat.more' } }, false, locale, facts)]
}

/** As many as the channel shows; the page after the last is the first again (channels 5.2). */
export function pageOf(all: readonly OpenChoice[], wanted: number, facts: Facts): Page {
  const big = all.filter((choice) => !choice.small && choice.value !== ':more')
  const small = all.filter((choice) => choice.small)
  const more = all.filter((choice) => choice.value === ':more')
  const size = more.length > 0 ? facts.maxChoices - 1 : facts.maxChoices
  const pages = Math.max(1, Math.ceil(big.length / size))
  const page = wanted % pages
  const part = big.slice(page * size, (page + 1) * size)
  const shown = page < pages - 1 ? [...part, ...more] : part
  const fitting = facts.countsSmall ? small.slice(0, Math.max(0, facts.maxChoices - shown.length)) : small
  return {
    choices: [...shown, ...fitting],
    list: pages > 1 ? part.map((choice) => `${all.indexOf(choice) + 1}. ${choice.label}`) : [],
    says: fitting.length < small.length ? [say('control.typed')] : [],
    page,
  }
}
