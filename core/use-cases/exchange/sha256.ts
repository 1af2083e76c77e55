import { createHash } from 'node:crypto'

/** SHA-256 in lower-case hex, as it is printed on papers. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
