import { expect, test } from 'vitest'
import type { Command } from '../../../cli/command.ts'
import { findCommand } from '../../../cli/find.ts'
import { importCommand } from '../../../cli/import.ts'
import { createPassportCommand } from '../../../cli/passport.ts'
import { readCardCommand } from '../../../cli/read-card.ts'
import { sharedData } from '../../support/shared-data.ts'

const passport = createPassportCommand({ loadSigner: () => Promise.reject(new Error('not needed')) })
const HERE = import.meta.filename
const QUERIES = sharedData('matching/sample/queries.csv')

async function run(command: Command, args: string[]) {
  const err: string[] = []
  const io = { out: () => undefined, err: (line: string) => err.push(line), say: (key: string) => key }
  return { exit: await command.run(args, { ...io, stdin: process.stdin }), err }
}

test.each<[string, Command, string[], string]>([
  ['no file', importCommand, ['records'], 'cli.usage.import'],
  ['an option without its value', importCommand, ['records', HERE, '--rows'], 'cli.usage.import'],
  ['an unknown option', importCommand, ['records', HERE, '--magic', 'x'], 'cli.usage.import'],
  ['fewer than no rows', importCommand, ['records', HERE, '--rows=-3'], 'cli.usage.import'],
  ['a folder', importCommand, ['records', '/'], 'cli.noFile'],
  ['no queries', findCommand, ['--out', 'x'], 'cli.usage.find'],
  ['a folder of queries', findCommand, ['--queries', '/', '--out', 'x'], 'cli.noFile'],
  ['a file that is no list of queries', findCommand, ['--queries', HERE, '--out', 'x'], 'cli.queriesUnreadable'],
  ['an answer file nobody can write', findCommand, ['--queries', QUERIES, '--out', '/no-dir/x'], 'cli.cannotWrite'],
  ['a record that is none', passport, ['issue', HERE], 'cli.notARecord'],
  ['a record that is not there', passport, ['issue', '/no-dir/x'], 'cli.noFile'],
  ['a clock that shows nothing', passport, ['verify', '--clock', 'x'], 'cli.usage.passport'],
  ['a folder of trust that is not there', passport, ['verify', '--trust', '/no-dir'], 'cli.noFile'],
  ['no image', readCardCommand, [], 'cli.usage.read-card'],
])('so-tiem with %s is wrong use: one sentence and exit 2', async (_what, command, args, sentence) => {
  expect(await run(command, args)).toEqual({ exit: 2, err: [sentence] })
})
