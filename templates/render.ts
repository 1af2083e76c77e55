import Handlebars from 'handlebars'
import type { ExpectedTime } from '../core/domain/citizen/expected-time.ts'
import type { Frame } from './frame.ts'
import { expectedText, heldText } from './held.ts'
import { formatDate, formatDateTime, formatDeadline, formatNumber } from './rendering/formatters.ts'
import { LOCALES, type Locale, readSentences, type SentenceParams, type Sentences } from './rendering/sentences.ts'
import { faultsIn } from './rendering/template-checks.ts'
import { readTemplateFiles, type TemplateFile } from './rendering/template-files.ts'

export type { Frame, PackFrame, StaffFrame } from './frame.ts'
export { LOCALES, type Locale, type SentenceParams } from './rendering/sentences.ts'

export type Renderer = {
  /** A whole HTML page, `pages/<name>.hbs`; every value is escaped. */
  page<View extends object>(name: string, view: View, locale: Locale, frame: Frame): string
  /** A message or letter as plain text, `<name>.<locale>.hbs`, such as `notifications/report-refused`. */
  text<View extends object>(name: string, view: View, locale: Locale): string
  sentence(key: string, locale: Locale, params?: SentenceParams): string
  locales: typeof LOCALES
  /** Names that can be rendered, for tests that walk over all of them. */
  names: { pages: readonly string[]; texts: readonly string[] }
}

type Handlers = ReturnType<typeof Handlebars.create>
type Template = ReturnType<Handlers['compile']>

const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup']

/** Reads and compiles everything below `root` (the folder templates/); one fault list if anything is missing. */
export function createRenderer({ root }: { root: string }): Renderer {
  const sentences = readSentences(`${root}/locales`)
  const files = readTemplateFiles(root)
  const handlebars = Handlebars.create()
  handlebars.unregisterHelper('log')
  const own = helpers(sentences)
  handlebars.registerHelper(own)
  const templates = compileAll(handlebars, files, Object.keys(own), sentences)
  return {
    page: (name, view, locale, { paths, assets, ...frame }) =>
      find(templates, `page ${name}`)(view, { data: { locale, frame, paths, assets } }),
    text: (name, view, locale) => find(templates, `text ${name} ${locale}`)(view, { data: { locale } }).trim(),
    sentence: sentences.say,
    locales: LOCALES,
    names: { pages: namesOf(files, 'page'), texts: namesOf(files, 'text') },
  }
}

/** All there are: what a template cannot say with these belongs in the view. */
function helpers(sentences: Sentences): Record<string, Handlebars.HelperDelegate> {
  // As in `{{#if}}`: nothing, an empty list and 0 are no.
  const truthy = (value: unknown) => !Handlebars.Utils.isEmpty(value) && value !== 0
  return {
    t: (...args: unknown[]) => {
      const { data, hash } = args.at(-1) as Handlebars.HelperOptions
      return sentences.say(args.slice(0, -1).join('.'), data.locale, hash)
    },
    eq: (a: unknown, b: unknown) => a === b,
    not: (value: unknown) => !truthy(value),
    or: (...args: unknown[]) => args.slice(0, -1).find(truthy) ?? null,
    and: (...args: unknown[]) => args.slice(0, -1).every(truthy),
    formatDate: (iso: unknown) => formatDate(iso),
    formatDateTime: (iso: unknown) => formatDateTime(iso),
    formatDeadline: (iso: unknown, { data }: Handlebars.HelperOptions) => formatDeadline(iso, data.locale),
    held: (tracking: Parameters<typeof heldText>[0], { data }: Handlebars.HelperOptions) =>
      heldText(tracking, data.locale, (key, params) => sentences.say(key, data.locale, params)),
    expected: (time: ExpectedTime | null, unit: string, { data }: Handlebars.HelperOptions) =>
      expectedText(time, unit, (key, params) => sentences.say(key, data.locale, params)),
    formatNumber: (value: unknown, { data }: Handlebars.HelperOptions) => formatNumber(value, data.locale),
  }
}

function compileAll(
  handlebars: Handlers,
  files: TemplateFile[],
  ownHelpers: string[],
  sentences: Sentences,
): ReadonlyMap<string, Template> {
  const known = {
    helpers: new Set([...BUILT_IN, ...ownHelpers]),
    partials: new Set(namesOf(files, 'partial')),
    sentences,
  }
  const templates = new Map<string, Template>()
  const faults: string[] = []
  for (const file of files) {
    const where = [file.kind, file.name, file.locale].filter(Boolean).join(' ')
    try {
      const program = handlebars.parse(file.source)
      faults.push(...faultsIn(program, known).map((fault) => `${where}: ${fault}`))
      const template = compile(handlebars, program, file.kind === 'text', known.helpers)
      if (file.kind === 'partial') handlebars.registerPartial(file.name, template)
      else templates.set(where, template)
    } catch (cause) {
      faults.push(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  if (faults.length > 0) throw new Error(`The templates cannot be used:\n${faults.join('\n')}`)
  return templates
}

function compile(handlebars: Handlers, program: hbs.AST.Program, noEscape: boolean, names: ReadonlySet<string>) {
  const options = {
    strict: true,
    explicitPartialContext: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries([...names].map((name) => [name, true])),
    noEscape,
  }
  // Handlebars compiles on first use: asking for the source as well brings its complaints forward to the start.
  handlebars.precompile(program, options)
  return handlebars.compile(program, options)
}

function find(templates: ReadonlyMap<string, Template>, name: string): Template {
  const template = templates.get(name)
  if (!template) throw new Error(`There is no template "${name}".`)
  return template
}

function namesOf(files: TemplateFile[], kind: TemplateFile['kind']): string[] {
  return [...new Set(files.filter((file) => file.kind === kind).map((file) => file.name))]
}
