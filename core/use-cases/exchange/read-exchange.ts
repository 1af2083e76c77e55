import { done, type Outcome, object } from '../../domain/objection.ts'
import type { MatchResult } from '../../domain/person/record-class.ts'
import type { App } from '../../ports/app.ts'
import type { ExportRow, ExportSummary, PlatformExport } from '../../ports/exchange.ts'
import type { ImportRow, ImportRun } from '../../ports/imports.ts'
import type { PlatformDelivery } from '../../ports/platform-desk.ts'
import { type PlannedRow, planExports } from './plan-export.ts'
import { sha256 } from './sha256.ts'

export interface ExportDesk {
  importFile: number
  handEdit: number
  removals: number
  conflicts: PlannedRow[]
  exports: ExportSummary[]
  /** Open tasks of the unit with the Platform. */
  tasks: number
}

/** What may go out now, what stands against it, and what went out. */
export async function exportDesk(app: App, unitId: string): Promise<ExportDesk> {
  return app.store.transaction(async (tx) => {
    const rows = await planExports(tx, await tx.approvedChanges.waiting(unitId))
    const free = rows.filter((row) => row.conflicts.length === 0)
    return {
      importFile: free.filter((row) => row.kind === 'import_file').length,
      handEdit: free.filter((row) => row.kind === 'hand_edit').length,
      removals: free.filter((row) => row.kind === 'removal_list').length,
      conflicts: rows.filter((row) => row.conflicts.length > 0),
      exports: await tx.exports.ofUnit(unitId),
      tasks: await tx.platformTasks.countOf(unitId),
    }
  })
}

export async function exportOf(
  app: App,
  unitId: string,
  exportId: string,
): Promise<Outcome<{ platformExport: PlatformExport; rows: ExportRow[]; delivery: PlatformDelivery | null }>> {
  return app.store.transaction(async (tx) => {
    const platformExport = await tx.exports.get(exportId)
    if (platformExport?.unitId !== unitId) return object('no_such_import')
    const delivery = await tx.platformDeliveries.get(exportId)
    return done({ platformExport, rows: await tx.exports.rowsOf(exportId), delivery })
  })
}

/** The stored file, or the one that takes it back (features G08), byte for byte; one that no longer has its hash is a fault. */
export async function exportFile(
  app: App,
  unitId: string,
  exportId: string,
  way: 'forward' | 'reverse' = 'forward',
): Promise<Outcome<{ name: string; bytes: Buffer }>> {
  const found = await exportOf(app, unitId, exportId)
  if (!found.ok) return found
  const { number, ...files } = found.value.platformExport
  const [fileKey, fileSha256] =
    way === 'forward' ? [files.fileKey, files.fileSha256] : [files.reverseFileKey, files.reverseSha256]
  const sealed = fileKey ? await app.files.get(fileKey) : null
  if (!fileKey || !sealed) return object('no_such_import')
  const bytes = app.secrets.openBytes(sealed, fileKey)
  if (sha256(bytes) !== fileSha256)
    throw new Error(`The file of export ${number} no longer has the hash it was stored with`)
  return done({ name: way === 'forward' ? `${number}.xlsx` : `${number}-hoan-tac.xlsx`, bytes })
}

export interface ResultView {
  run: ImportRun
  results: Partial<Record<MatchResult, number>>
  faulty: ImportRow[]
  settled: ExportRow[]
}

export async function resultImports(app: App, unitId: string): Promise<ImportRun[]> {
  const runs = await app.store.transaction((tx) => tx.imports.ofUnit(unitId, 200))
  return runs.filter((run) => run.kind === 'results')
}

export async function resultImport(app: App, unitId: string, importId: string): Promise<Outcome<ResultView>> {
  return app.store.transaction(async (tx) => {
    const run = await tx.imports.get(importId)
    if (run?.kind !== 'results' || run.unitId !== unitId) return object('no_such_import')
    return done({
      run,
      results: await tx.resultImports.countResults(importId),
      faulty: await tx.imports.rows(importId, { only: 'errors', offset: 0, limit: 100 }),
      settled: await tx.exports.settledBy(importId),
    })
  })
}
