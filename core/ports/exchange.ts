import type { ApprovedChange, ChangeState } from '../domain/exchange/approved-change.ts'
import type { ControlTotals } from '../domain/exchange/control-totals.ts'
import type { ExportKind, IdentityClass } from '../domain/exchange/export-kind.ts'
import type { Landing, Snapshot } from '../domain/exchange/snapshot.ts'
import type { MatchResult } from '../domain/person/record-class.ts'
import type { PlatformRecord } from '../domain/record/platform-record.ts'
import type { ReportState } from '../domain/report/report-lifecycle.ts'
import type { ImportRun } from './imports.ts'
import type { ResultRow } from './services.ts'

/** A change that may go out now, with what decides by which door. */
export interface WaitingChange extends ApprovedChange {
  caseClass: IdentityClass | null
  reportState: ReportState | null
}

export interface ApprovedChanges {
  add(change: ApprovedChange): Promise<void>
  /** Changes of the unit's people that are not on their way; one caller per unit until the transaction ends. */
  lockWaiting(unitId: string): Promise<WaitingChange[]>
  /** The same without a lock, for pages. */
  waiting(unitId: string): Promise<WaitingChange[]>
  byIds(ids: readonly string[]): Promise<ApprovedChange[]>
  ofReport(reportId: string): Promise<ApprovedChange[]>
  /** The changes of a case that its newest police row decided. */
  ofLatestPoliceRow(identityCaseId: string): Promise<ApprovedChange[]>
  setState(ids: readonly string[], state: ChangeState): Promise<void>
  /** An officer has seen the conflict: `recorded` becomes what stands there today. */
  acceptConflict(id: string, recorded: ApprovedChange['recorded']): Promise<void>
  /** Who said that the Platform's value stays; the second one only where two had approved the other. */
  keepPlatform(id: string, by: { firstBy: string; secondBy: string | null }): Promise<void>
}

export interface PlatformExport {
  id: string
  /** XD-2026-0001, one row of numbers per year. */
  number: string
  kind: ExportKind
  unitId: string
  staffId: string
  templateVersion: string
  totals: ControlTotals
  fileKey: string | null
  fileSha256: string | null
  /** The file that takes this export back (features G08). */
  reverseFileKey: string | null
  reverseSha256: string | null
  createdAt: Date
}

export interface ExportRow {
  id: string
  exportId: string
  rowNo: number
  personId: string
  recordId: string
  /** Name on the Platform today, for pages. */
  personName: string
  changeIds: string[]
  savedAt: Date | null
  state: 'exported' | Landing
  settledImportId: string | null
  before: Snapshot
  after: Snapshot
  seen: Snapshot | null
}

export interface ExportSummary extends PlatformExport {
  staffName: string
  saved: number
  perState: Record<ExportRow['state'], number>
}

export interface Exports {
  nextNumber(year: string): Promise<string>
  insert(platformExport: PlatformExport, rows: readonly ExportRow[]): Promise<void>
  get(id: string): Promise<PlatformExport | null>
  ofUnit(unitId: string): Promise<ExportSummary[]>
  rowsOf(exportId: string): Promise<ExportRow[]>
  setSaved(rowId: string, saved: { by: string; at: Date } | null): Promise<void>
  /** Rows of these people that still wait for the Platform's list, locked; only exports made before the list came. */
  lockPending(personIds: readonly string[], before: Date): Promise<ExportRow[]>
  /** People of this import whose exported rows no list has spoken of yet. */
  pendingPeopleOf(importId: string): Promise<string[]>
  /** Everybody of the unit whose exported rows no list has spoken of yet. */
  pendingPeopleOfUnit(unitId: string): Promise<string[]>
  /** What a list said about a part of the row, until others have said the rest. */
  noteSeen(rowId: string, seen: Snapshot): Promise<void>
  settle(row: { id: string; state: Landing; seen: Snapshot; importId: string; at: Date }): Promise<void>
  /** Rows an import has settled, for its result page. */
  settledBy(importId: string): Promise<ExportRow[]>
  /** The row that carried this change to where it landed. */
  landedRowOf(changeIds: readonly string[]): Promise<string | null>
}

/** A row of the Platform's verification list as kept in import_rows; the import itself is kept by the port `imports`. */
export interface ResultImportRow {
  rowNo: number
  row: ResultRow
}

export type ResultOutcome = 'changed' | 'same' | 'refused'

export interface ResultImports {
  /** The newest import of this very file by this unit. */
  bySha256(unitId: string, sha256: string): Promise<ImportRun | null>
  /** Whether the unit has sent out rows since that moment which no list has spoken of. */
  hasPendingSince(unitId: string, at: Date): Promise<boolean>
  /** Rows that are not done yet, in their order. */
  nextRows(importId: string, limit: number): Promise<ResultImportRow[]>
  saveOutcome(importId: string, rowNo: number, outcome: ResultOutcome, before: Snapshot | null): Promise<void>
  countOutcomes(importId: string): Promise<Record<ResultOutcome, number>>
  countResults(importId: string): Promise<Partial<Record<MatchResult, number>>>
  /** Writes what the Platform's own list says into the mirror, in the name of that import (features F05). */
  mirror(record: PlatformRecord, importId: string, at: Date): Promise<void>
}
