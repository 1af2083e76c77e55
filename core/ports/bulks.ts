import type { BulkDecision, BulkState } from '../domain/bulk/bulk-decision.ts'
import type { ObjectionCode } from '../domain/objection.ts'
import type { ReportState } from '../domain/report/report-lifecycle.ts'
import type { Channel } from './outbox.ts'

/** Why a row cannot be done; `no_chat`: its citizen has no chat in which a ready answer could stand. */
export type BulkObjection = ObjectionCode | 'no_chat'

export interface BulkAct {
  id: string
  staffId: string
  unitId: string
  decision: BulkDecision
  state: BulkState
  createdAt: Date
  confirmedAt: Date | null
  /** Nothing happens before this moment. */
  runsAt: Date | null
  endedAt: Date | null
}

/** One case as it was rehearsed: where it would lead, or why not. */
export interface BulkRow {
  rowNo: number
  reportId: string
  code: string
  version: number
  from: ReportState
  to: ReportState | null
  objection: BulkObjection | null
  /** Where the message goes; null: nobody is written to. */
  channel: Channel | null
  /** The words of this row alone. */
  text: string | null
  result: 'done' | BulkObjection | null
}

export interface BulkCounts {
  rows: number
  possible: number
  done: number
  /** Possible when planned, in the way of something when carried out. */
  failed: number
}

/** Decisions about many cases, each with its rows (features E06). */
export interface Bulks {
  /** False when this form was sent before. */
  insert(act: BulkAct, rows: readonly BulkRow[]): Promise<boolean>
  get(id: string): Promise<BulkAct | null>
  lock(id: string): Promise<BulkAct | null>
  save(act: BulkAct): Promise<void>
  rows(id: string, after: number, limit: number): Promise<BulkRow[]>
  counts(id: string): Promise<BulkCounts>
  recent(staffId: string, limit: number): Promise<BulkAct[]>
  /** The first possible row that nobody has settled, locked; null when all are. */
  nextOpen(id: string): Promise<BulkRow | null>
  settle(id: string, rowNo: number, result: 'done' | BulkObjection, at: Date): Promise<void>
  /** When a waiting act would move this report, and who gave it; null: none does. */
  waitingFor(reportId: string): Promise<{ bulkId: string; runsAt: Date } | null>
}
