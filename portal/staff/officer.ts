import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { StaffRole } from '../../core/domain/role.ts'
import type { App } from '../../core/ports/app.ts'
import type { Officer } from '../../core/ports/staff.ts'
import { type StaffSessionView, staffOf } from '../../core/use-cases/desk/log-in/staff-of.ts'
import { waitingCounts } from '../../core/use-cases/thread/waiting-counts.ts'
import type { Renderer } from '../../templates/render.ts'
import { cookieOf } from '../middleware/cookies.ts'
import { originOf } from '../middleware/origin-of.ts'
import '../middleware/request-types.ts'
import { paths } from '../paths.ts'
import { hintFor } from './hint-for.ts'
import { navFor } from './nav.ts'
import { postsIn } from './posts-in.ts'

declare global {
  namespace Express {
    interface Request {
      /** Set for every page below /can-bo once both factors are given. */
      officer?: Officer
    }
  }
}

const COOKIE = 'so_tiem_officer'

/** Pages that lead to a whole session. */
export const LEADING_IN: readonly string[] = [
  paths.staff.logIn,
  paths.staff.secondFactor,
  paths.staff.passkeyAnswer,
  paths.staff.enrolFactor,
  paths.staff.province,
  paths.staff.provinceReturn,
  paths.staff.logOut,
]

/**
 * Stands before everything below /can-bo: no page answers without a second factor younger than 12 hours (features K03) and a post
 * in force today (K02). Mount it before all staff routers; `requireOfficer` then only chooses among roles.
 */
export function officerGate(app: App, render: Renderer): Router {
  return Router().use(paths.staff.home, async (req, res, next) => {
    const path = pathOf(req)
    if (LEADING_IN.includes(path)) return next()
    const session = await staffOf(app, sessionTokenOf(req), originOf(req))
    const { standing, officer } = session
    if (standing === 'none' || !officer) return res.redirect(303, logInHref(req))
    if (standing === 'half') return res.redirect(303, paths.staff.secondFactor)
    if (standing === 'enrol') return res.redirect(303, paths.staff.enrolFactor)
    if (standing === 'change_password' && path !== paths.staff.changePassword)
      return res.redirect(303, paths.staff.changePassword)
    res.locals.staffFrame = await frameOf(app, render, req, { ...session, officer }, path)
    if (standing === 'post_ended') return res.page('staff/post-ended', {}, 403)
    req.officer = officer
    return next()
  })
}

type Session = StaffSessionView & { officer: Officer }

async function frameOf(app: App, render: Renderer, req: Request, session: Session, path: string) {
  const { standing, officer } = session
  const whole = standing === 'whole'
  const say = (key: string) => render.sentence(key, req.locale)
  const counts = whole ? { ...(await waitingCounts(app, officer)), notices: session.unread } : {}
  return {
    officerName: officer.fullName,
    unitName: officer.unitName,
    logOutHref: paths.staff.logOut,
    posts: postsIn(session, render, req.locale),
    hint: whole && req.method === 'GET' ? hintFor(path, session.hintsSeen, say) : null,
    nav: whole ? navFor(officer, path, say, counts) : [],
    waiting: Object.values<number>(counts).reduce((sum, count) => sum + count, 0),
  }
}

/** Only these roles; without roles, any officer. Behind a door without the gate nobody comes in at all. */
export function requireOfficer(...roles: readonly StaffRole[]): RequestHandler {
  return (req, res, next) => {
    if (!req.officer) return res.redirect(303, logInHref(req))
    if (roles.length === 0 || roles.includes(req.officer.role)) return next()
    return res.page('staff/objection', { code: 'not_your_role', backHref: paths.staff.home }, 403)
  }
}

/** The officer behind `requireOfficer`; a route that forgot it is a fault. */
export function officerOf(req: Request): Officer {
  if (!req.officer) throw new Error('A staff page was reached without its officer: put requireOfficer before it')
  return req.officer
}

export function sessionTokenOf(req: Request): string | null {
  return cookieOf(req, COOKIE)
}

/** `null` ends it in this browser. The server ends it after 12 hours whatever the browser keeps. */
export function keepSession(res: Response, token: string | null, { settings }: Pick<App, 'settings'>): void {
  const secure = settings.publicUrl.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const
  if (token === null) res.clearCookie(COOKIE, options)
  else res.cookie(COOKIE, token, options)
}

function logInHref(req: Request): string {
  if (req.method !== 'GET') return paths.staff.logIn
  return `${paths.staff.logIn}?${new URLSearchParams({ ve: req.originalUrl })}`
}

const pathOf = (req: Request): string => (req.baseUrl + req.path).replace(/(?<=.)\/$/, '')
