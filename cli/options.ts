import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Options (each with a value) and other words; null for an option nobody knows or one without its value: wrong use. */
export function readOptions<N extends string>(
  args: string[],
  names: readonly N[],
): { values: Partial<Record<N, string>>; words: string[] } | null {
  const options: ParseArgsConfig['options'] = Object.fromEntries(names.map((name) => [name, { type: 'string' }]))
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { values: values as Partial<Record<N, string>>, words: positionals }
  } catch {
    return null
  }
}
