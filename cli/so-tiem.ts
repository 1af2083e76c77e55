import { fileURLToPath } from 'node:url'
import { SettingsFault } from '../platform/config.ts'
import { faultFacts } from '../platform/logger.ts'
import { type Locale, readSentences } from '../templates/rendering/sentences.ts'
import type { Command, CommandIo, ExitCode } from './command.ts'

/** Loaded when asked for, so that `--help` is quick. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  import: async () => (await import('./import.ts')).importCommand,
  find: async () => (await import('./find.ts')).findCommand,
  'read-card': async () => (await import('./read-card.ts')).readCardCommand,
  passport: async () => (await import('./passport-here.ts')).passportHere,
  points: async () => (await import('./points.ts')).pointsCommand,
  certificate: async () => (await import('./certificate-here.ts')).certificateHere,
  unit: async () => (await import('./unit.ts')).unitCommand,
  staff: async () => (await import('./staff-here.ts')).staffHere,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  case: async () => (await import('./case.ts')).caseCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
}

// Whoever reads the answers has gone away (`| head -1`), or they cannot be written: there is nobody left to work for.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') process.stderr.write(`${message}\n`)
  process.exit(1)
})
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<ExitCode> {
  const { locale, rest } = readLanguage(args)
  const io = ioIn(locale)
  const [name = '--help', ...given] = rest
  if (name === '--help' || name === 'help') {
    process.stdout.write(`${io.say('cli.help')}\n`)
    return rest.length === 0 ? 2 : 0
  }
  const load = COMMANDS[name]
  if (!load) {
    io.err(io.say('cli.unknownCommand', { name }))
    return 2
  }
  if (given.includes('--help')) {
    process.stdout.write(`${io.say(`cli.usage.${name}`)}\n`)
    return 0
  }
  try {
    return await (await load()).run(given, io)
  } catch (fault) {
    const known = fault instanceof SettingsFault
    io.err(known ? fault.message : io.say('cli.fault', { what: JSON.stringify(faultFacts(fault)) }))
    return 1
  }
}

function readLanguage(args: string[]): { locale: Locale; rest: string[] } {
  const flag = args.find((arg) => arg.startsWith('--lang='))
  const asked = flag?.slice('--lang='.length) ?? process.env.LANG ?? ''
  return { locale: asked.startsWith('en') ? 'en' : 'vi', rest: args.filter((arg) => arg !== flag) }
}

function ioIn(locale: Locale): CommandIo {
  const sentences = readSentences(fileURLToPath(new URL('../templates/locales', import.meta.url)))
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    say: (key, params) => sentences.say(key, locale, params),
    stdin: process.stdin,
  }
}
