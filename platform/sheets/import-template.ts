import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { ImportTemplate } from '../../core/domain/exchange/import-template.ts'

const Template = z.object({
  version: z.string().min(1),
  sheetName: z.string().min(1),
  columns: z.array(z.object({ header: z.string(), value: z.string(), width: z.number() })).min(1),
  sexWords: z.object({ male: z.string(), female: z.string() }),
})

/** The Platform's Excel import as data/platform-import-template.json describes it. */
export function readImportTemplate(): ImportTemplate {
  const file = fileURLToPath(new URL('../../data/platform-import-template.json', import.meta.url))
  return Template.parse(JSON.parse(readFileSync(file, 'utf8')))
}
