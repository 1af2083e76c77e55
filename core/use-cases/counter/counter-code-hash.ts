import { scrypt } from 'node:crypto'

/**
 * All that is stored of a code or a slip key. Eight characters could be tried out by whoever has stolen the table, so each
 * try costs some 30 ms; a living code is worth nothing after 24 hours.
 */
export function counterCodeHash(kind: 'code' | 'slip', code: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, `so-tiem counter ${kind}`, 32, { N: 16_384 }, (fault, hash) => (fault ? reject(fault) : resolve(hash)))
  })
}
