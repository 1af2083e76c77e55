import { StringDecoder } from 'node:string_decoder'

/** Longer than any code or certificate list; what stands behind it on the same line is left out, and memory stays bounded. */
const LONGEST = 1024 * 1024

/**
 * Lines as they come, ended by \n or \r\n and by nothing else: a code may hold signs that other readers take for line ends, and
 * then answers would no longer stand beside their lines.
 */
export async function* linesOf(input: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of input) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split('\n')
    rest = (parts.pop() ?? '').slice(0, LONGEST)
    for (const line of parts) yield withoutReturn(line)
  }
  const last = rest + decoder.end()
  if (last !== '') yield withoutReturn(last)
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)
