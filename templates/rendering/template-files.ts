import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES, type Locale } from './sentences.ts'

/** `locale` is null where one file serves both languages. */
export type TemplateFile = { kind: 'page' | 'partial' | 'text'; name: string; locale: Locale | null; source: string }

const LANGUAGE_FREE = ['pages', 'partials', 'layouts'] as const

/** Every template below the root; a text in one language only is a fault. */
export function readTemplateFiles(root: string): TemplateFile[] {
  const files = hbsBelow(root).map((path) => describe(root, path))
  const names = new Set(files.map((file) => `${file.kind} ${file.name} ${file.locale}`))
  if (names.size < files.length) throw new Error('A layout and a partial, or two texts, share one name.')
  for (const file of files) {
    if (file.kind !== 'text') continue
    const missing = LOCALES.find((locale) => !names.has(`text ${file.name} ${locale}`))
    if (missing) throw new Error(`The text "${file.name}" is missing in ${missing}.`)
  }
  return files
}

function describe(root: string, path: string): TemplateFile {
  const source = readFileSync(join(root, path), 'utf8').normalize('NFC')
  const folder = LANGUAGE_FREE.find((name) => path.startsWith(`${name}/`))
  if (folder) {
    const name = path.slice(folder.length + 1, -'.hbs'.length)
    return { kind: folder === 'pages' ? 'page' : 'partial', name, locale: null, source }
  }
  const locale = LOCALES.find((one) => path.endsWith(`.${one}.hbs`))
  if (!locale) throw new Error(`The text templates/${path} does not say its language: name it .vi.hbs or .en.hbs.`)
  return { kind: 'text', name: path.slice(0, -`.${locale}.hbs`.length), locale, source }
}

function hbsBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.hbs'))
    .sort()
}
