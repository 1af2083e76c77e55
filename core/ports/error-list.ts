import type { Scope } from '../policy.ts'
import type { Channel } from './outbox.ts'

/** Classes (a), (b) and (c) of letter 2262 step 1. */
export const ERROR_CLASSES = ['no_id', 'malformed_id', 'wrong_facts'] as const

export type ErrorClass = (typeof ERROR_CLASSES)[number]

/** `reporting`: they write to us already; `invited`: asked within the last 30 days; `silent`: no channel of theirs is proved. */
export type ErrorStanding = 'reporting' | 'invited' | 'reachable' | 'silent'

export interface ErrorRow {
  personId: string
  recordId: string
  fullName: string
  errorClass: ErrorClass
  standing: ErrorStanding
  /** Where an invitation would go. */
  channel: Channel | null
}

export type ErrorCounts = Record<ErrorClass, Record<ErrorStanding, number>>

/** The file the present list came with. */
export interface ErrorSource {
  importId: string
  fileName: string
  appliedAt: Date
  rows: number
}

/** People whom the Platform's own list shows with an error, and who of them can be asked (features E14). */
export interface ErrorList {
  counts(scope: Scope, now: Date): Promise<ErrorCounts>
  /** After this record id, in the order of record ids. */
  page(
    scope: Scope,
    only: { errorClass: ErrorClass | null; standing: ErrorStanding | null },
    after: string,
    limit: number,
    now: Date,
  ): Promise<ErrorRow[]>
  source(scope: Scope): Promise<ErrorSource | null>
}
