import type { Lifecycle } from '../lifecycle.ts'

/** A citizen who asked for a human (features D11): answered in the chat, or called back by phone. */
export const HELP_STATES = ['waiting', 'talking', 'callback', 'called', 'closed'] as const

export type HelpState = (typeof HELP_STATES)[number]

/** What a citizen still waits for; the bot stands back in `talking` (channels 1.6). */
export const OPEN_HELP_STATES = ['waiting', 'talking', 'callback'] as const satisfies readonly HelpState[]

export type OpenHelpState = (typeof OPEN_HELP_STATES)[number]

export type HelpAction = 'take' | 'ask_again' | 'choose_callback' | 'call' | 'not_reached' | 'end'

/** The unit that got the request: a station, or the unit above where nobody else owns the person. */
const UNIT = ['clerk', 'head', 'district', 'province'] as const

export const HELP_LIFECYCLE: Lifecycle<HelpState, HelpAction> = {
  waiting: {
    take: { to: 'talking', by: UNIT, source: 'features D11' },
    choose_callback: { to: 'callback', by: ['citizen'], source: 'features D11' },
    end: { to: 'closed', by: [...UNIT, 'citizen'], source: 'features D11' },
  },
  talking: {
    take: { to: 'talking', by: UNIT, source: 'features E04' },
    choose_callback: { to: 'callback', by: ['citizen'], source: 'features D11' },
    end: { to: 'closed', by: [...UNIT, 'citizen'], source: 'features D11' },
  },
  callback: {
    take: { to: 'talking', by: UNIT, source: 'features D11' },
    ask_again: { to: 'waiting', by: ['citizen'], source: 'features D11' },
    choose_callback: { to: 'callback', by: ['citizen'], source: 'features D11' },
    call: { to: 'called', by: UNIT, source: 'features D11' },
    not_reached: { to: 'callback', by: UNIT, source: 'features D11, I02' },
    end: { to: 'closed', by: [...UNIT, 'citizen'], source: 'features D11' },
  },
  called: {},
  closed: {},
}
