import type { App } from '../../ports/app.ts'
import type { ImportRun, ImportTotals } from '../../ports/imports.ts'
import type { RecordSheet } from '../../ports/record-sheets.ts'
import type { Tx } from '../../ports/store.ts'

const BATCH = 500

/**
 * Task `read-import`: parses the sealed file, stores its rows and counts what applying would do. May run twice, and
 * beside the command line: whoever is second finds the run read, and changes nothing.
 */
export async function readImport(app: App, { importId }: { importId: string }): Promise<void> {
  const run = await app.store.transaction((tx) => tx.imports.get(importId))
  if (run?.state !== 'reading' || !run.fileKey) return
  const sealed = await app.files.get(run.fileKey)
  if (!sealed) throw new Error('The uploaded sheet is missing from the file store')
  const sheet = await app.recordSheets.read(app.secrets.openBytes(sealed, run.fileKey), run.fileName)
  if (!sheet.ok) return finish(app, run, async () => ({ state: 'refused', refusal: refusalOf(sheet) }))
  await storeRows(app, run, sheet)
  await finish(app, run, (tx) => previewOf(tx, run, sheet))
}

/** A code, or `code:detail`: which columns are missing. */
function refusalOf({ reason, missing = [] }: Extract<RecordSheet, { ok: false }>): string {
  return missing.length > 0 ? `${reason}:${missing.join(', ')}` : reason
}

type Sheet = Extract<RecordSheet, { ok: true }>

async function storeRows(app: App, run: ImportRun, sheet: Sheet): Promise<void> {
  for (let start = 0; start < sheet.rows.length; start += BATCH) {
    const rows = sheet.rows.slice(start, start + BATCH).map((row) => ({
      ...row,
      facts: row.facts && sheet.kind === 'records' ? { ...row.facts, unit_id: run.unitId } : row.facts,
    }))
    await whileReading(app, run.id, async (tx, now) => {
      await tx.imports.addRows(run.id, rows)
      await tx.imports.save({ ...now, kind: sheet.kind, rowsTotal: sheet.rows.length, rowsDone: start + rows.length })
    })
  }
}

async function previewOf(tx: Tx, run: ImportRun, sheet: Sheet): Promise<Partial<ImportRun>> {
  const { kind, headers, rows, statedRows = null } = sheet
  const rowsDeclared = run.rowsDeclared ?? statedRows
  const read = { kind, headers, rowsTotal: rows.length, rowsDone: rows.length, rowsDeclared }
  const totals = await tx.imports.compare(run.id, kind)
  const refusal = faultOfTotals({ ...run, ...read }, totals)
  return { ...read, totals, state: refusal ? 'refused' : 'previewed', refusal }
}

async function finish(app: App, run: ImportRun, ending: (tx: Tx) => Promise<Partial<ImportRun>>): Promise<void> {
  await whileReading(app, run.id, async (tx, now) => tx.imports.save({ ...now, ...(await ending(tx)) }))
}

/** Nothing when somebody else has read it meanwhile: it may be applied already. */
async function whileReading(
  app: App,
  importId: string,
  work: (tx: Tx, run: ImportRun) => Promise<void>,
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const run = await tx.imports.lock(importId)
    if (run?.state === 'reading') await work(tx, run)
  })
}

/** Control totals (features G06): parts must equal the whole, and the whole what the sender said. */
export function faultOfTotals(run: Pick<ImportRun, 'rowsTotal' | 'rowsDeclared'>, totals: ImportTotals): string | null {
  const parts = totals.refused + totals.added + totals.changed + totals.same
  if (parts !== totals.rows || totals.rows !== run.rowsTotal) return `totals_differ:${totals.rows - parts}`
  if (run.rowsDeclared !== null && run.rowsDeclared !== run.rowsTotal)
    return `totals_differ:${run.rowsTotal - run.rowsDeclared}`
  return null
}
