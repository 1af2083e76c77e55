import { done, type Outcome, object } from '../../domain/objection.ts'
import type { RecordClass } from '../../domain/person/record-class.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ImportRow, ImportRun, ImportTotals } from '../../ports/imports.ts'
import type { ResultRow, ResultSheet } from '../../ports/services.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from './sha256.ts'

export interface UploadResults {
  officer: Extract<Actor, { kind: 'staff' }> | null
  unitId: string
  fileName: string
  bytes: Buffer
  /** Rows the Platform says the file has, when the officer typed it. */
  rowsDeclared: number | null
}

const MAX_RESULT_BYTES = 20 * 1024 * 1024
const ROWS_AT_ONCE = 1000

/** Reads the Platform's verification list for a preview. The same file again answers the import it already is (features F10). */
export async function uploadResults(
  app: App,
  upload: UploadResults,
): Promise<Outcome<{ importId: string; known: boolean }>> {
  if (upload.bytes.length > MAX_RESULT_BYTES) return object('file_too_big', { megabytes: 20 })
  const hash = sha256(upload.bytes)
  const known = await app.store.transaction((tx) => sameFile(tx, upload.unitId, hash))
  if (known) return done({ importId: known.id, known: true })
  const read = await app.sheets.readResults(upload.bytes, upload.fileName)
  if (!read.ok && read.reason === 'columns_missing')
    return object('columns_missing', { columns: (read.missing ?? []).join(', ') })
  if (!read.ok) return object(read.reason === 'too_big' ? 'file_too_big' : 'file_not_a_sheet', { reason: read.reason })
  const stated = upload.rowsDeclared ?? read.sheet.statedRows
  const counted = read.sheet.rows.length
  if (stated !== null && stated !== counted)
    return object('totals_differ', { stated, counted, difference: counted - stated })
  const run = runOf(app, upload, hash, read.sheet)
  await app.store.transaction(async (tx) => {
    await tx.imports.insert(run)
    const rows = read.sheet.rows.map(importRow)
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await tx.imports.addRows(run.id, rows.slice(at, at + ROWS_AT_ONCE))
  })
  return done({ importId: run.id, known: false })
}

/** The very file, unless something was sent out since: then the Platform may well show the same list again. */
async function sameFile(tx: Tx, unitId: string, hash: string): Promise<ImportRun | null> {
  const known = await tx.resultImports.bySha256(unitId, hash)
  return known && !(await tx.resultImports.hasPendingSince(unitId, known.createdAt)) ? known : null
}

function runOf(app: App, upload: UploadResults, hash: string, sheet: ResultSheet): ImportRun {
  return {
    id: app.newId(),
    kind: 'results',
    unitId: upload.unitId,
    staffId: upload.officer?.staffId ?? null,
    fileName: upload.fileName.slice(0, 200),
    fileKey: null,
    sha256: hash,
    state: 'previewed',
    headers: sheet.headers,
    rowsTotal: sheet.rows.length,
    rowsDone: 0,
    rowsDeclared: upload.rowsDeclared,
    isWhole: false,
    totals: totalsOf(sheet),
    refusal: null,
    createdAt: app.now(),
    appliedAt: null,
    undoneAt: null,
  }
}

function totalsOf({ rows }: ResultSheet): ImportTotals {
  const classes: ImportTotals['classes'] = {}
  for (const { row } of rows) if (row) classes[classOf(row)] = (classes[classOf(row)] ?? 0) + 1
  const digits = rows.flatMap(({ row }) => [...(row?.idNumber ?? '').replace(/\D/g, '')].map(Number))
  const idDigits = digits.reduce((sum, digit) => sum + digit, 0)
  const refused = rows.filter(({ row }) => row === null).length
  return { rows: rows.length, refused, added: 0, changed: 0, same: 0, classes, idDigits }
}

/** For the totals only; the record's own class is worked out when the row is applied. */
function classOf({ result }: ResultRow): RecordClass {
  if (result === 'right') return 'right'
  return result === 'not_verifiable' ? 'not_matched' : 'wrong_facts'
}

function importRow({ rowNo, recordId, cells, errors, row }: ResultSheet['rows'][number]): ImportRow {
  return { rowNo, recordId, cells, errors, class: row && classOf(row), facts: row && { ...row } }
}
