import type { RequestHandler } from 'express'
import { objectPage } from './objections.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A form sent from another site is turned away before its body is read; the token check follows. */
export function checkOrigin(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).host
  return (req, res, next) => {
    const origin = req.headers.origin
    // Some in-app browsers send "null": then the token alone decides.
    if (READS.has(req.method) || !origin || origin === 'null') return next()
    const host = URL.canParse(origin) ? new URL(origin).host : null
    if (host !== null && (host === own || host === req.headers.host)) return next()
    return objectPage(res, 'otherSite')
  }
}
