import { createHash } from 'node:crypto'

/** All that is stored of a link code: it lives ten minutes, is used once and tried five times an hour (features A13). */
export function linkCodeHash(code: string): Buffer {
  return createHash('sha256').update(`link|${code}`).digest()
}
