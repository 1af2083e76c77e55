import { writeFileSync } from 'node:fs'
import type { App } from '../core/ports/app.ts'
import type { ImportRun } from '../core/ports/imports.ts'
import type { CommandIo } from './command.ts'

const PAGE = 1_000

/** Writes the refused rows beside the file they came from, with a column of reasons; answers the path. */
export async function writeErrorFile(app: App, run: ImportRun, file: string, io: CommandIo): Promise<string> {
  const rows: { cells: string[]; reasons: string[] }[] = []
  for (let offset = 0; ; offset += PAGE) {
    const page = await app.store.transaction((tx) => tx.imports.rows(run.id, { only: 'errors', offset, limit: PAGE }))
    for (const { cells, errors } of page) rows.push({ cells, reasons: errors.map((code) => sentenceOf(code, io)) })
    if (page.length < PAGE) break
  }
  const target = `${file.replace(/\.\w+$/, '')}.loi.xlsx`
  writeFileSync(target, await app.recordSheets.withReasons(run.headers, rows))
  return target
}

function sentenceOf(code: string, io: CommandIo): string {
  const [name = '', detail = ''] = code.split(':')
  return io.say(`imports.row.${name}`, { detail })
}
