import type { ExportKind } from '../../domain/exchange/export-kind.ts'
import { DOSE_VALUES, HAND_FILE_COLUMNS, type HandFileRow, handFileLines } from '../../domain/exchange/hand-file.ts'
import type { Snapshot } from '../../domain/exchange/snapshot.ts'
import type { App } from '../../ports/app.ts'
import { recordedDose } from '../identity/recorded-values.ts'
import { makeImportFile } from './import-file.ts'
import type { PlannedRow } from './plan-export.ts'

/** The file that goes out; a sheet of cards has none, it is read on the screen. */
export async function forwardFile(app: App, kind: ExportKind, rows: readonly PlannedRow[]): Promise<Buffer | null> {
  if (kind === 'hand_edit') return null
  if (kind === 'import_file') return makeImportFile(app, rows)
  return handFile(app, rows, ({ before, after }) => ({ from: before, to: after }))
}

/**
 * The file that puts everything back as it stood in the snapshot this export was made from (features G08): an import with the old
 * values, or the old values to type. A dose that was taken away comes back whole, a dose that was new goes.
 */
export function reverseFile(app: App, kind: ExportKind, rows: readonly PlannedRow[]): Promise<Buffer> {
  if (kind === 'import_file')
    return makeImportFile(
      app,
      rows.map(({ record }) => ({ record, after: {} })),
    )
  return handFile(app, rows, (row) => ({ from: row.after, to: backOf(row) }))
}

function backOf({ before, after, doses }: PlannedRow): Snapshot {
  const paths = Object.keys(after).flatMap((path) => {
    const doseId = /^dose\.(.+)\.removed$/u.exec(path)?.[1]
    const gone = doses.find((dose) => dose.id === doseId)
    if (!gone) return [[path, before[path] ?? null] as const]
    const facts = recordedDose(gone)
    return [[path, null] as const, ...DOSE_VALUES.map((key) => [`dose.${doseId}.${key}`, facts[key]] as const)]
  })
  return Object.fromEntries(paths)
}

function handFile(
  app: App,
  rows: readonly PlannedRow[],
  sides: (row: PlannedRow) => Pick<HandFileRow, 'from' | 'to'>,
): Promise<Buffer> {
  const lines = handFileLines(
    rows.map((row) => ({
      ...sides(row),
      recordId: row.record.recordId,
      fullName: row.record.fullName,
      platformDoseIdOf: (doseId) => row.doses.find((dose) => dose.id === doseId)?.platformDoseId ?? null,
    })),
  )
  return app.sheets.write({ sheetName: 'Sửa tay', columns: HAND_FILE_COLUMNS, rows: lines })
}
