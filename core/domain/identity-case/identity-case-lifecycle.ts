import type { Lifecycle } from '../lifecycle.ts'

/** One person's wrong identity at the commune of permanent residence, letter 2262/BYT-CNTT steps 1-4. */
export const IDENTITY_CASE_STATES = [
  'listed',
  'with_police',
  'police_confirmed',
  'police_objected',
  'exported',
  'matched',
  'withdrawn',
] as const

export type IdentityCaseState = (typeof IDENTITY_CASE_STATES)[number]

export const IDENTITY_CASE_ACTIONS = [
  'put_on_list',
  'police_confirm',
  'police_object',
  'list_again',
  'export',
  'match_right',
  'not_landed',
  'match_failed',
  'withdraw',
] as const

export type IdentityCaseAction = (typeof IDENTITY_CASE_ACTIONS)[number]

const STATION = ['clerk', 'head'] as const

export const IDENTITY_CASE_LIFECYCLE: Lifecycle<IdentityCaseState, IdentityCaseAction> = {
  listed: {
    put_on_list: { to: 'with_police', by: STATION, source: '2262 step 1-2, 3771 step 2' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  with_police: {
    police_confirm: { to: 'police_confirmed', by: ['system'], source: '2262 step 3' },
    police_object: { to: 'police_objected', by: ['system'], source: '2262 step 2' },
  },
  police_objected: {
    list_again: { to: 'listed', by: STATION, source: '2262 step 2' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  police_confirmed: {
    export: { to: 'exported', by: STATION, source: '2262 step 4' },
  },
  exported: {
    match_right: { to: 'matched', by: ['system'], source: '2262 step 4, 9438 point 1' },
    not_landed: { to: 'police_confirmed', by: ['system'], source: 'features G03' },
    match_failed: { to: 'listed', by: ['system'], source: '9438 point 2' },
  },
  matched: {},
  withdrawn: {},
}
