import type { Lifecycle } from '../lifecycle.ts'

/** One person's wrong identity at the commune of permanent residence, letter 2262/BYT-CNTT steps 1-4. */
export const IDENTITY_CASE_STATES = [
  'listed',
  'with_hamlet',
  'hamlet_checked',
  'hamlet_objected',
  'with_police',
  'police_confirmed',
  'police_objected',
  'register_wrong',
  'exported',
  'matched',
  'withdrawn',
] as const

export type IdentityCaseState = (typeof IDENTITY_CASE_STATES)[number]

export const IDENTITY_CASE_ACTIONS = [
  'put_on_hamlet_list',
  'take_off_hamlet_list',
  'hamlet_confirm',
  'hamlet_correct',
  'hamlet_object',
  'take_hamlet_value',
  'keep_own_value',
  'put_on_list',
  'police_confirm',
  'police_object',
  'register_wrong',
  'register_mended',
  'list_again',
  'export',
  'match_right',
  'not_landed',
  'match_failed',
  'withdraw',
] as const

export type IdentityCaseAction = (typeof IDENTITY_CASE_ACTIONS)[number]

const STATION = ['clerk', 'head'] as const

/** The station types in what stands on the sheet; what the hamlet sends by its link comes from the system. */
const STATION_OR_LINK = [...STATION, 'system'] as const

export const IDENTITY_CASE_LIFECYCLE: Lifecycle<IdentityCaseState, IdentityCaseAction> = {
  listed: {
    put_on_hamlet_list: { to: 'with_hamlet', by: STATION, source: '2262 step 1-2' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  // Nobody reaches the police without the hamlet's review (2262 step 2, features E13).
  with_hamlet: {
    hamlet_confirm: { to: 'hamlet_checked', by: STATION_OR_LINK, source: '2262 step 2' },
    hamlet_correct: { to: 'hamlet_checked', by: STATION_OR_LINK, source: '2262 step 2' },
    hamlet_object: { to: 'hamlet_objected', by: STATION_OR_LINK, source: '2262 step 2' },
    take_off_hamlet_list: { to: 'listed', by: STATION, source: 'features E13' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  hamlet_checked: {
    take_hamlet_value: { to: 'hamlet_checked', by: STATION, source: '2262 step 2' },
    keep_own_value: { to: 'hamlet_checked', by: STATION, source: '2262 step 2' },
    put_on_list: { to: 'with_police', by: STATION, source: '2262 step 2, 3771 step 2' },
    list_again: { to: 'listed', by: STATION, source: '2262 step 1' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  hamlet_objected: {
    list_again: { to: 'listed', by: STATION, source: '2262 step 2' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  with_police: {
    police_confirm: { to: 'police_confirmed', by: ['system'], source: '2262 step 3' },
    police_object: { to: 'police_objected', by: ['system'], source: '2262 step 2' },
    register_wrong: { to: 'register_wrong', by: ['system'], source: '2262 step 2, Circular 59/2021/TT-BCA art. 3' },
  },
  // The citizen's papers are right and the population database is not: it waits for the citizen's own procedure.
  register_wrong: {
    police_confirm: { to: 'police_confirmed', by: ['system'], source: '2262 step 3, features F08' },
    police_object: { to: 'police_objected', by: ['system'], source: '2262 step 2' },
    register_mended: { to: 'matched', by: ['system'], source: '9438 point 1, features F08' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  police_objected: {
    list_again: { to: 'listed', by: STATION, source: '2262 step 2' },
    withdraw: { to: 'withdrawn', by: ['system'], source: 'features D12' },
  },
  police_confirmed: {
    export: { to: 'exported', by: STATION, source: '2262 step 4' },
    // The Platform shows another value meanwhile, and the station doubts the one that was confirmed.
    list_again: { to: 'listed', by: STATION, source: '9438 point 2, features G05' },
  },
  exported: {
    match_right: { to: 'matched', by: ['system'], source: '2262 step 4, 9438 point 1' },
    not_landed: { to: 'police_confirmed', by: ['system'], source: 'features G03' },
    match_failed: { to: 'listed', by: ['system'], source: '9438 point 2' },
  },
  matched: {},
  withdrawn: {},
}
