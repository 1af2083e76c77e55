import type { MatchText } from '../domain/matching/match-facts.ts'
import type { PairEvidence } from '../domain/record/duplicate-pair.ts'
import type { MergePlanLine } from '../domain/record/merge-plan.ts'
import type { PlatformRecord } from '../domain/record/platform-record.ts'
import type { Scope } from '../policy.ts'
import type { RecordJoin } from './same-person.ts'

/** Two records that may be one person; `firstId` is the smaller id. */
export interface DuplicatePair {
  firstId: string
  secondId: string
  bits: number
  parts: PairEvidence[]
  foundAt: Date
}

export interface PairRow extends DuplicatePair {
  first: PlatformRecord
  second: PlatformRecord
  /** A join of these two that is not undone. */
  joined: 'no' | 'proposed' | 'confirmed'
}

/** A citizen says they have two records (features B05), and the report still waits. */
export interface TwoRecordsClaim {
  code: string
  recordedAt: Date
  personId: string | null
  unitName: string
}

/** A join as the Platform is told: `again` takes one back that an earlier plan named. */
export interface PlannedJoin {
  join: RecordJoin
  again: boolean
}

/** What the Platform was told at one time. */
export interface MergePlan {
  id: string
  unitName: string
  staffName: string
  drawnUpAt: Date
  lines: MergePlanLine[]
}

/** The duplicates desk (features E08). */
export interface Duplicates {
  /** Every record of these units as text for matching, with its doses. */
  forMatching(scope: Scope): Promise<{ personId: string; unitId: string; text: MatchText }[]>
  /** Writes what a search found: scores are renewed, pairs that no longer fit go, what was told apart stays told apart. */
  keep(scope: Scope, pairs: readonly (DuplicatePair & { unitId: string })[]): Promise<void>
  /** Best first, without those told apart. */
  page(scope: Scope, limit: number): Promise<PairRow[]>
  pair(firstId: string, secondId: string): Promise<PairRow | null>
  tellApart(firstId: string, secondId: string, by: { staffId: string; at: Date }): Promise<void>
  claims(scope: Scope): Promise<TwoRecordsClaim[]>
  /** Confirmed joins no plan has named, and named ones undone since; locked. */
  toPlan(scope: Scope): Promise<PlannedJoin[]>
  planned(joins: readonly PlannedJoin[], at: Date): Promise<void>
  keepPlan(plan: Omit<MergePlan, 'unitName' | 'staffName'> & { unitId: string; staffId: string }): Promise<void>
  plan(id: string, scope: Scope): Promise<MergePlan | null>
  /** Drawn up by these units, newest first. */
  plans(scope: Scope, limit: number): Promise<MergePlan[]>
}
