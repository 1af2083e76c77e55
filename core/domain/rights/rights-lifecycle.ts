import type { Lifecycle } from '../lifecycle.ts'

/** A request about one's own data (features L05). `explained`: the citizen has been told what happens and by when. */
export const RIGHTS_STATES = ['received', 'explained', 'done', 'refused', 'taken_back'] as const

export type RightsState = (typeof RIGHTS_STATES)[number]

export type RightsAction = 'explain' | 'extend' | 'fulfil' | 'refuse' | 'take_back'

const SOURCE = 'features L05, Decree 356/2025'
const STATION = ['clerk', 'head'] as const

export const RIGHTS_LIFECYCLE: Lifecycle<RightsState, RightsAction> = {
  received: {
    explain: { to: 'explained', by: STATION, source: SOURCE },
    fulfil: { to: 'done', by: [...STATION, 'system'], source: SOURCE },
    refuse: { to: 'refused', by: ['head'], source: SOURCE },
    take_back: { to: 'taken_back', by: ['citizen'], source: SOURCE },
  },
  explained: {
    extend: { to: 'explained', by: ['head'], source: SOURCE },
    fulfil: { to: 'done', by: [...STATION, 'system'], source: SOURCE },
    refuse: { to: 'refused', by: ['head'], source: SOURCE },
    take_back: { to: 'taken_back', by: ['citizen'], source: SOURCE },
  },
  done: {},
  refused: {},
  taken_back: {},
}
