import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ImportRun, ImportTotals } from '../../ports/imports.ts'
import { sha256 } from '../exchange/sha256.ts'

export const MAX_SHEET_BYTES = 20 * 1024 * 1024

export const NO_TOTALS: ImportTotals = { rows: 0, refused: 0, added: 0, changed: 0, same: 0, classes: {}, idDigits: 0 }

export interface UploadImport {
  officer: Extract<Actor, { kind: 'staff' }> | null
  unitId: string
  fileName: string
  bytes: Buffer
  /** Rows the Platform says the file has, when the officer typed it. */
  rowsDeclared: number | null
  /** It is said to be the whole list of the unit (features G13). */
  isWhole?: boolean
}

/** Keeps the file sealed and promises to read it: nothing of the station's data changes before somebody has seen the preview. */
export async function uploadImport(app: App, upload: UploadImport): Promise<Outcome<{ importId: string }>> {
  if (upload.bytes.length > MAX_SHEET_BYTES) return object('file_too_big', { megabytes: 20 })
  if (upload.bytes.length === 0) return object('file_not_a_sheet')
  const importId = app.newId()
  const fileKey = `imports/${importId}`
  await app.files.put(fileKey, app.secrets.sealBytes(upload.bytes, fileKey))
  const run: ImportRun = {
    id: importId,
    kind: 'records',
    unitId: upload.unitId,
    staffId: upload.officer?.staffId ?? null,
    fileName: upload.fileName.slice(0, 200),
    fileKey,
    sha256: sha256(upload.bytes),
    state: 'reading',
    headers: [],
    rowsTotal: 0,
    rowsDone: 0,
    rowsDeclared: upload.rowsDeclared,
    isWhole: upload.isWhole ?? false,
    totals: NO_TOTALS,
    refusal: null,
    createdAt: app.now(),
    appliedAt: null,
    undoneAt: null,
  }
  await app.store.transaction(async (tx) => {
    await tx.imports.insert(run)
    await tx.tasks.promise({ name: 'read-import', data: { importId }, uniqueKey: `read-import|${importId}` })
  })
  return done({ importId })
}
