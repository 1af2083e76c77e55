import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { cookieOf, setCookie } from './cookies.ts'

const COOKIE = 'phien'

/**
 * An anonymous session: a random id and its signature, nothing stored.
 * The CSRF token is derived from it, so a form answers only to the browser it was shown in (L12).
 */
export function keepBrowserSession(secret: string, secure: boolean): RequestHandler {
  return (req, res, next) => {
    const adopt = (id: string) => {
      req.sessionId = id
      req.csrfToken = sign(secret, 'csrf', id)
    }
    const begin = () => {
      adopt(randomBytes(24).toString('base64url'))
      setCookie(res, COOKIE, `${req.sessionId}.${sign(secret, 'session', req.sessionId)}`, { secure, days: null })
    }
    res.freshSession = () => {
      // Whoever used this browser until now leaves no kept page behind (features B14: offline only by own choice).
      res.set('Clear-Site-Data', '"storage"')
      begin()
    }
    const known = readSession(secret, cookieOf(req, COOKIE))
    if (known) adopt(known)
    else begin()
    next()
  }
}

function readSession(secret: string, cookie: string | null): string | null {
  const [id, signature, ...rest] = cookie?.split('.') ?? []
  if (!id || !signature || rest.length > 0) return null
  return sameText(signature, sign(secret, 'session', id)) ? id : null
}

function sign(secret: string, purpose: string, id: string): string {
  return createHmac('sha256', secret).update(`${purpose}|${id}`).digest('base64url')
}

/** Compares without telling by its duration how much was right. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
