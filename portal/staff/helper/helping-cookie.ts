import type { Request, Response } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { cookieOf } from '../../middleware/cookies.ts'

const COOKIE = 'so_tiem_giup'

/** The token of a helper's hour with one citizen; the server ends it, whatever the browser keeps. */
export function helpingTokenOf(req: Request): string | null {
  return cookieOf(req, COOKIE)
}

/** `null` takes it out of this browser. */
export function keepHelping(res: Response, token: string | null, { settings }: Pick<App, 'settings'>): void {
  const secure = settings.publicUrl.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const
  if (token === null) res.clearCookie(COOKIE, options)
  else res.cookie(COOKIE, token, options)
}
