import type { SentenceParams } from '../templates/render.ts'

/** 0 done, 1 an objection (the data or the moment does not allow it), 2 wrong use. */
export type ExitCode = 0 | 1 | 2

export interface CommandIo {
  /** A line of JSON for programs, on stdout. */
  out(line: string): void
  /** A sentence for a person, on stderr. */
  err(line: string): void
  /** A sentence of templates/locales/cli in the operator's language. */
  say(key: string, params?: SentenceParams): string
  stdin: NodeJS.ReadableStream
}

export interface Command {
  name: string
  run(args: string[], io: CommandIo): Promise<ExitCode>
}
