import { createHash } from 'node:crypto'
import type { Request } from 'express'

/** For counting tries only: the sender's network address does not leave this line. Behind a proxy it needs TRUST_PROXY. */
export function originOf(req: Request): string {
  return createHash('sha256')
    .update(`origin|${req.ip ?? ''}`)
    .digest('base64url')
    .slice(0, 22)
}
