import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { canonicalJson } from '../../domain/exchange/canonical-json.ts'
import { type ControlTotals, controlTotals, totalsDifference } from '../../domain/exchange/control-totals.ts'
import type { ExportKind } from '../../domain/exchange/export-kind.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { ExportRow, PlatformExport } from '../../ports/exchange.ts'
import type { Tx } from '../../ports/store.ts'
import { forwardFile, reverseFile } from './export-files.ts'
import { moveExported } from './move-exported.ts'
import { type PlannedRow, planExports } from './plan-export.ts'
import { sha256 } from './sha256.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

/** Sends out what is approved, by the door its class asks for (2262 step 4); conflicts stay behind (features G05). */
export async function exportForPlatform(
  app: App,
  command: { officer: Officer; kind: ExportKind },
): Promise<Outcome<PlatformExport>> {
  const { officer, kind } = command
  if (!may(officer, 'export_for_platform')) return object('not_your_role', { action: 'export' })
  const draft = await app.store.transaction(async (tx) =>
    rowsFor(tx, kind, await tx.approvedChanges.waiting(officer.unitId)),
  )
  if (draft.length === 0) return object('nothing_to_export')
  const file = await makeFile(app, kind, draft)
  return app.store.transaction(async (tx) => {
    const rows = await rowsFor(tx, kind, await tx.approvedChanges.lockWaiting(officer.unitId))
    // The file was made outside the transaction: it must still say what is approved.
    if (fingerprint(rows) !== fingerprint(draft)) return object('changed_meanwhile')
    const totals = totalsOf(rows)
    if (totalsDifference(totalsOf(draft), totals).length > 0) return object('totals_differ')
    const platformExport = await newExport(app, tx, command, totals, file)
    await tx.exports.insert(platformExport, exportRows(app, platformExport.id, rows))
    if (kind === 'import_file') await tx.platformDeliveries.add(platformExport.id)
    await moveExported(
      app,
      tx,
      officer,
      rows.flatMap((row) => row.changes),
    )
    return done(platformExport)
  })
}

const TEMPLATES = { hand_edit: 'hand-edit-1', removal_list: 'removals-1' } as const

async function rowsFor(tx: Tx, kind: ExportKind, changes: Parameters<typeof planExports>[1]): Promise<PlannedRow[]> {
  return (await planExports(tx, changes)).filter((row) => row.kind === kind && row.conflicts.length === 0)
}

function fingerprint(rows: readonly PlannedRow[]): string {
  return canonicalJson(
    rows.map(({ record, changes, before, after }) => ({
      recordId: record.recordId,
      changes: changes.map((change) => change.id),
      before,
      after,
    })),
  )
}

/** Numbers as they go out; the class is the one that chose the door. */
export function totalsOf(rows: readonly PlannedRow[]): ControlTotals {
  return controlTotals(
    rows.map(({ record, after, changes }) => ({
      idNumber: after.idNumber ?? record.idNumber,
      class: changes.find((change) => change.caseClass)?.caseClass ?? record.class,
    })),
  )
}

async function makeFile(app: App, kind: ExportKind, rows: readonly PlannedRow[]) {
  const [forward, reverse] = [await forwardFile(app, kind, rows), await reverseFile(app, kind, rows)]
  return {
    fileKey: forward && (await keep(app, forward)),
    fileSha256: sha256(forward ?? fingerprint(rows)),
    reverseFileKey: await keep(app, reverse),
    reverseSha256: sha256(reverse),
  }
}

async function keep(app: App, bytes: Buffer): Promise<string> {
  const fileKey = `exports/${app.newId()}.xlsx`
  await app.files.put(fileKey, app.secrets.sealBytes(bytes, fileKey))
  return fileKey
}

async function newExport(
  app: App,
  tx: Tx,
  { officer, kind }: { officer: Officer; kind: ExportKind },
  totals: ControlTotals,
  file: Awaited<ReturnType<typeof makeFile>>,
): Promise<PlatformExport> {
  return {
    id: app.newId(),
    number: await tx.exports.nextNumber(dayInVietNam(app.now()).slice(0, 4)),
    kind,
    unitId: officer.unitId,
    staffId: officer.staffId,
    templateVersion: kind === 'import_file' ? app.sheets.importTemplate.version : TEMPLATES[kind],
    totals,
    ...file,
    createdAt: app.now(),
  }
}

function exportRows(app: App, exportId: string, rows: readonly PlannedRow[]): ExportRow[] {
  return rows.map(({ record, changes, before, after }, index) => ({
    id: app.newId(),
    exportId,
    rowNo: index + 1,
    personId: record.id,
    recordId: record.recordId,
    personName: record.fullName,
    changeIds: changes.map((change) => change.id),
    savedAt: null,
    state: 'exported',
    settledImportId: null,
    before,
    after,
    seen: null,
  }))
}
