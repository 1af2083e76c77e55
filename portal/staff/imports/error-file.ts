import type { App } from '../../../core/ports/app.ts'
import type { ImportRun } from '../../../core/ports/imports.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { rowSentence } from './view.ts'

const PAGE = 1_000

/** The rows that were refused, in the sender's own columns, with one more column that says why. */
export async function errorFile(app: App, run: ImportRun, locale: Locale, render: Renderer): Promise<Buffer> {
  const rows: { cells: string[]; reasons: string[] }[] = []
  for (let offset = 0; ; offset += PAGE) {
    const page = await app.store.transaction((tx) => tx.imports.rows(run.id, { only: 'errors', offset, limit: PAGE }))
    for (const { cells, errors } of page)
      rows.push({ cells, reasons: errors.map((code) => rowSentence(code, locale, render)) })
    if (page.length < PAGE) return app.recordSheets.withReasons(run.headers, rows)
  }
}
