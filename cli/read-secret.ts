import { createInterface } from 'node:readline'

/** A password from the environment, else the first line of stdin: what stands in a command line stands in every process list. */
export async function readSecret(variable: string, stdin: NodeJS.ReadableStream): Promise<string> {
  const given = process.env[variable]
  if (given !== undefined && given !== '') return given
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) return line
  return ''
}
