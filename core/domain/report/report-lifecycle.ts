import type { Lifecycle } from '../lifecycle.ts'

/**
 * A report (phản ánh), letter 9458/BYT-CNTT. `needs_identity` waits for the identity case of the same person (2262);
 * `exported` waits for the Platform's own list, which alone may say that a change has landed.
 */
export const REPORT_STATES = [
  'queued',
  'in_review',
  'needs_identity',
  'deferred',
  'approved',
  'exported',
  'platform_updated',
  'refused',
  'closed',
  'withdrawn',
] as const

export type ReportState = (typeof REPORT_STATES)[number]

export const REPORT_ACTIONS = [
  'take',
  'approve',
  'send_to_police',
  'defer',
  'refuse',
  'ask_citizen',
  'answer',
  'hand_over',
  'resume',
  'police_confirmed',
  'police_objected',
  'register_mended',
  'hamlet_objected',
  'export',
  'landed',
  'not_landed',
  'sign',
  'confirm_seen',
  'not_seen',
  'settle',
  'reopen',
  'resend',
  'appeal',
  'withdraw',
] as const

export type ReportAction = (typeof REPORT_ACTIONS)[number]

const STATION = ['clerk', 'head'] as const

/** The district decides on what lies with the district itself: second appeals, and what nobody owns (reach-report.ts). */
const DECIDER = [...STATION, 'district', 'province'] as const

export const REPORT_LIFECYCLE: Lifecycle<ReportState, ReportAction> = {
  queued: {
    take: { to: 'in_review', by: DECIDER, source: '9458 step 1' },
    hand_over: { to: 'queued', by: DECIDER, source: '9458 routing' },
    withdraw: { to: 'withdrawn', by: ['citizen'], source: 'features D12' },
  },
  in_review: {
    approve: { to: 'approved', by: DECIDER, source: '9458 step 2.1' },
    send_to_police: { to: 'needs_identity', by: DECIDER, source: '2262 step 1-2' },
    defer: { to: 'deferred', by: DECIDER, source: '9458 step 2.2' },
    refuse: { to: 'refused', by: DECIDER, source: '9458 step 2.3' },
    ask_citizen: { to: 'in_review', by: DECIDER, source: '9458 step 2, note' },
    answer: { to: 'closed', by: DECIDER, source: '9458 step 3, features D06' },
    hand_over: { to: 'queued', by: DECIDER, source: '9458 routing' },
    withdraw: { to: 'withdrawn', by: ['citizen'], source: 'features D12' },
  },
  deferred: {
    resume: { to: 'in_review', by: [...DECIDER, 'system'], source: '9458 step 2.2' },
    withdraw: { to: 'withdrawn', by: ['citizen'], source: 'features D12' },
  },
  needs_identity: {
    police_confirmed: { to: 'approved', by: ['system'], source: '2262 step 3' },
    police_objected: { to: 'in_review', by: ['system'], source: '2262 step 2' },
    register_mended: { to: 'closed', by: ['system'], source: '9438 point 1, features F08' },
    hamlet_objected: { to: 'in_review', by: ['system'], source: '2262 step 2' },
    withdraw: { to: 'withdrawn', by: ['citizen'], source: 'features D12' },
  },
  // Reopened when a second officer finds the decision wrong; what is with the Platform comes back when it has answered.
  approved: {
    reopen: { to: 'queued', by: ['system'], source: 'features E11' },
    export: { to: 'exported', by: [...STATION, 'district'], source: '2262 step 4, features G12' },
  },
  exported: {
    landed: { to: 'platform_updated', by: ['system'], source: '2262 step 4, features G03' },
    not_landed: { to: 'approved', by: ['system'], source: 'features G03' },
  },
  platform_updated: {
    reopen: { to: 'queued', by: ['system'], source: 'features E11' },
    sign: { to: 'closed', by: ['system'], source: '2262 step 5, 5772' },
    confirm_seen: { to: 'closed', by: ['citizen'], source: 'features D08' },
    not_seen: { to: 'queued', by: ['citizen'], source: 'features D08' },
    settle: { to: 'closed', by: ['system'], source: 'features D08' },
  },
  refused: {
    reopen: { to: 'queued', by: ['system'], source: 'features E11' },
    resend: { to: 'queued', by: ['citizen'], source: '9458 note, features D04' },
    appeal: { to: 'queued', by: ['citizen'], source: 'features D05' },
  },
  // Only a case with the read-back of features D07 is asked about and may come back (core/domain/citizen/seen-question.ts).
  closed: {
    reopen: { to: 'queued', by: ['system'], source: 'features E11' },
    sign: { to: 'closed', by: ['system'], source: '2262 step 5, 5772' },
    confirm_seen: { to: 'closed', by: ['citizen'], source: 'features D08' },
    not_seen: { to: 'queued', by: ['citizen'], source: 'features D08' },
  },
  withdrawn: {},
}

/** States in which a repeat report about the same field joins the case instead of opening another (features B07). */
export const OPEN_REPORT_STATES: readonly ReportState[] = [
  'queued',
  'in_review',
  'needs_identity',
  'deferred',
  'approved',
  'exported',
  'platform_updated',
]
