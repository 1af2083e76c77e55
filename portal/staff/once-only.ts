import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { App } from '../../core/ports/app.ts'
import { beginForm, dropForm, endForm } from '../../core/use-cases/form-sends/once.ts'
import '../middleware/request-types.ts'
import { paths } from '../paths.ts'

const LOOK_AGAIN_MS = 100
const LOOKS = 100

/**
 * On a bad line the answer gets lost and the browser, or the officer, sends the same form again (features E15). Every page has a
 * number of its own (`_page`), so the same form from the same page is the same press: it is led where the first one was led, and
 * nothing happens twice. A form that led nowhere, since something was missing, may be sent again.
 */
export function onceOnly(app: App): RequestHandler {
  return async (req, res, next) => {
    const key = keyOf(req)
    if (!key) return next()
    for (let look = 0; look < LOOKS; look += 1) {
      const before = await beginForm(app, key)
      if (before === 'first') return remember(app, key, res, next)
      if (before !== 'under_way') return res.redirect(303, before.location)
      await wait(LOOK_AGAIN_MS)
    }
    return res.page('staff/objection', { code: 'wrong_state', backHref: paths.staff.home }, 409)
  }
}

/** Null where there is nothing to keep: nobody is logged in, a file came along, or the page has no number. */
function keyOf(req: Request): Buffer | null {
  const { officer, form, files } = req
  if (req.method !== 'POST' || !officer || files.length > 0 || typeof form._page !== 'string') return null
  const filled = Object.entries(form).sort(([a], [b]) => a.localeCompare(b))
  return createHash('sha256')
    .update(JSON.stringify([officer.staffId, req.originalUrl, filled]))
    .digest()
}

function remember(app: App, key: Buffer, res: Response, next: NextFunction): void {
  const [redirect, end] = [res.redirect.bind(res) as (status: number, url: string) => void, res.end.bind(res)]
  let led = false
  res.redirect = ((status: number, url: string) => {
    led = true
    endForm(app, key, url).then(() => redirect(status, url), next)
  }) as Response['redirect']
  res.end = ((...args: Parameters<Response['end']>) => {
    if (led) return end(...args)
    led = true
    dropForm(app, key).then(
      () => end(...args),
      () => end(...args),
    )
    return res
  }) as Response['end']
  next()
}
