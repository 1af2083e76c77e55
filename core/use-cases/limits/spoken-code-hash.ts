import { createHash } from 'node:crypto'

/**
 * All that is stored of a code that one person reads out to another: it lives minutes or a day, is used once, and each address
 * tries it a few times an hour (features A07, A09, A13). A code on a counter's slip opens more and gets a slow hash.
 */
export function spokenCodeHash(kind: 'link' | 'help' | 'hand-over', code: string): Buffer {
  return createHash('sha256').update(`${kind}|${code}`).digest()
}
