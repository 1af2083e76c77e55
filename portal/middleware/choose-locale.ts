import type { RequestHandler } from 'express'
import { LOCALES, type Locale } from '../../templates/render.ts'
import { cookieOf, setCookie } from './cookies.ts'

const COOKIE = 'ngon-ngu'

/** `?lang=en` is obeyed and remembered; without a choice the portal speaks Vietnamese. */
export function chooseLocale(secure: boolean): RequestHandler {
  return (req, res, next) => {
    const asked = known(req.query.lang)
    if (asked) setCookie(res, COOKIE, asked, { secure, days: 365 })
    req.locale = asked ?? known(cookieOf(req, COOKIE)) ?? 'vi'
    next()
  }
}

function known(value: unknown): Locale | undefined {
  return LOCALES.find((locale) => locale === value)
}
