import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Absolute path of a file of the shared test data, which stands beside the repository. */
export function sharedData(relative: string): string {
  const path = fileURLToPath(new URL(`../../../shared/data/${relative}`, import.meta.url))
  if (!existsSync(path)) throw new Error(`shared test data is missing: ${relative}`)
  return path
}
