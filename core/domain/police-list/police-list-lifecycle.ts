import type { Lifecycle } from '../lifecycle.ts'

/** A frozen list at the commune police: drawn up, answered row by row, signed and handed over (2262 step 2-3). */
export const POLICE_LIST_STATES = ['with_police', 'partly_returned', 'returned'] as const

export type PoliceListState = (typeof POLICE_LIST_STATES)[number]

export const POLICE_LIST_ACTIONS = ['answer', 'return_some', 'return_all', 'reopen'] as const

export type PoliceListAction = (typeof POLICE_LIST_ACTIONS)[number]

const POLICE = ['police_officer', 'police_chief'] as const

export const POLICE_LIST_LIFECYCLE: Lifecycle<PoliceListState, PoliceListAction> = {
  with_police: {
    answer: { to: 'with_police', by: POLICE, source: '2262 step 2' },
    return_some: { to: 'partly_returned', by: POLICE, source: '2262 step 3, features F03' },
    return_all: { to: 'returned', by: POLICE, source: '2262 step 3' },
  },
  partly_returned: {
    reopen: { to: 'partly_returned', by: POLICE, source: 'features F08' },
    answer: { to: 'partly_returned', by: POLICE, source: '2262 step 2' },
    return_some: { to: 'partly_returned', by: POLICE, source: '2262 step 3, features F03' },
    return_all: { to: 'returned', by: POLICE, source: '2262 step 3' },
  },
  // A row whose register is put right is answered again on the same list.
  returned: {
    reopen: { to: 'partly_returned', by: POLICE, source: 'features F08' },
  },
}
