import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const LOCALES = ['vi', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export type SentenceParams = Readonly<Record<string, string | number>>

export type Sentences = {
  /** The sentence in that language, its `{names}` filled in; throws on an unknown key or a missing parameter. */
  say(key: string, locale: Locale, params?: SentenceParams): string
  has(key: string): boolean
  hasGroup(prefix: string): boolean
  /** Names in braces that the sentence expects. */
  paramsOf(key: string): readonly string[]
}

type Texts = ReadonlyMap<string, string>

/** Reads `<name>.vi.json` and `<name>.en.json`; each holds one top-level key equal to `<name>`. */
export function readSentences(folder: string): Sentences {
  const texts = { vi: readLanguage(folder, 'vi'), en: readLanguage(folder, 'en') }
  const faults = differences(texts.vi, texts.en)
  if (faults.length > 0) throw new Error(`The sentences do not match:\n${faults.join('\n')}`)
  return {
    say: (key, locale, params = {}) => fill(key, texts[locale].get(key), params),
    has: (key) => texts.vi.has(key),
    hasGroup: (prefix) => [...texts.vi.keys()].some((key) => key.startsWith(`${prefix}.`)),
    paramsOf: (key) => namesIn(texts.vi.get(key) ?? ''),
  }
}

function readLanguage(folder: string, locale: Locale): Texts {
  const texts = new Map<string, string>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(`.${locale}.json`)) continue
    const name = file.slice(0, -`.${locale}.json`.length)
    const content = parseFile(join(folder, file))
    const strangers = Object.keys(content).filter((key) => key !== name)
    if (strangers.length > 0) throw new Error(`${file} may only hold "${name}", it also holds ${strangers.join(', ')}.`)
    flatten(content, '', texts, file)
  }
  return texts
}

function parseFile(path: string): Record<string, unknown> {
  const source = readFileSync(path, 'utf8')
  const content: unknown = JSON.parse(source)
  if (!isGroup(content)) throw new Error(`${path} is not a group of sentences.`)
  const twice = repeatedKey(source)
  if (twice) throw new Error(`${path} says "${twice}" twice.`)
  return content
}

/** JSON.parse silently keeps the last of two equal keys, so the text is read once more by indentation level. */
function repeatedKey(source: string): string | null {
  const open: Set<string>[] = []
  for (const token of source.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token[0] === '{') open.push(new Set())
    else if (token[0] === '}') open.pop()
    else if (token[2] && token[1]) {
      const keys = open.at(-1)
      if (keys?.has(token[1])) return token[1].slice(1, -1)
      keys?.add(token[1])
    }
  }
  return null
}

function flatten(group: Record<string, unknown>, prefix: string, into: Map<string, string>, file: string): void {
  for (const [name, value] of Object.entries(group)) {
    const key = prefix + name
    if (typeof value === 'string') into.set(key, value.normalize('NFC'))
    else if (isGroup(value)) flatten(value, `${key}.`, into, file)
    else throw new Error(`"${key}" in ${file} is neither a sentence nor a group.`)
  }
}

function differences(vi: Texts, en: Texts): string[] {
  const onlyIn = (one: Texts, other: Texts, locale: Locale) =>
    [...one.keys()].filter((key) => !other.has(key)).map((key) => `"${key}" is missing in ${locale}.`)
  const unequal = [...vi].flatMap(([key, text]) => {
    const names = [namesIn(text), namesIn(en.get(key) ?? text)].map((list) => [...list].sort().join(', '))
    return names[0] === names[1] ? [] : [`"${key}" expects {${names[0]}} in vi but {${names[1]}} in en.`]
  })
  return [...onlyIn(vi, en, 'en'), ...onlyIn(en, vi, 'vi'), ...unequal]
}

function fill(key: string, text: string | undefined, params: SentenceParams): string {
  if (text === undefined) throw new Error(`There is no sentence "${key}".`)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === null) throw new Error(`The sentence "${key}" needs "${name}".`)
    return String(value)
  })
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))]
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
