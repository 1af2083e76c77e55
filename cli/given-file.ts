import { readFileSync } from 'node:fs'
import type { CommandIo } from './command.ts'

/** The bytes of a file named on the command line; null after the sentence that it cannot be opened: wrong use. */
export function readGiven(file: string, io: CommandIo): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    io.err(io.say('cli.noFile', { file }))
    return null
  }
}
