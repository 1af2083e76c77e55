import { type Request, type RequestHandler, Router } from 'express'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import type { App } from '../../../core/ports/app.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import { handIn } from '../../../core/use-cases/helper/hand-in.ts'
import { helpingSession } from '../../../core/use-cases/helper/helping-session.ts'
import { answerNotFound } from '../../middleware/answer-faults.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { sessionTokenOf } from '../officer.ts'
import { helpingTokenOf, keepHelping } from './helping-cookie.ts'

const REPORT = [paths.citizen.report, paths.citizen.sendCard]

/**
 * Stands before every page (features A09). The browser of a helper opens no case at all: each path with a code is a page that
 * does not exist. The pages of the report it opens only for a citizen who agreed, on the desk of that hour.
 */
export function helpingGate(app: App): Router {
  return Router()
    .use(caseIsNowhere(app))
    .use(REPORT, onDeskOnly(app))
    .post(paths.reportSteps.review, (req, res, next) => {
      return req.helping ? handInHere(app)(req, res, next) : next()
    })
}

function caseIsNowhere(app: App): RequestHandler {
  return async (req, res, next) => {
    if (!namesCase(req.path) || !(await helperOf(app, req))) return next()
    return answerNotFound()(req, res, next)
  }
}

function namesCase(path: string): boolean {
  return path.split('/').some((part) => /\d|PA/i.test(part) && part.length < 40 && isCode(part))
}

/** Also the code of a part, and one written without its dashes. */
function isCode(part: string): boolean {
  const text = decode(part)
  return readReceiptCode(text) !== null || readReceiptCode(text.replace(/-\d$/, '')) !== null
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function onDeskOnly(app: App): RequestHandler {
  return async (req, res, next) => {
    const officer = await helperOf(app, req)
    if (!officer) return next()
    const session = await helpingSession(app, { staffId: officer.staffId, token: helpingTokenOf(req) })
    if (!session?.begunAt) return res.redirect(303, paths.helper.home)
    req.helping = session
    req.officer = officer
    res.locals.helping = true
    const here = req.baseUrl + req.path
    const asksWho = here.startsWith(paths.reportSteps.who) || here.startsWith(paths.reportSteps.code)
    return asksWho ? res.redirect(303, paths.helper.who) : next()
  }
}

async function helperOf(app: App, req: Request): Promise<Officer | null> {
  const token = sessionTokenOf(req)
  const { standing, officer } = token ? await staffOf(app, token) : { standing: 'none', officer: null }
  return standing === 'whole' && officer?.role === 'helper' ? officer : null
}

/** "Send" on the page that reads everything back: from here on the helper's browser holds nothing of the citizen. */
function handInHere(app: App): RequestHandler {
  return async (req, res) => {
    const { helping: session, officer, locale } = req
    if (!session || !officer) return res.redirect(303, paths.helper.home)
    const outcome = await handIn(app, { officer, session, locale })
    if (!outcome.ok) {
      const view = { sentenceKey: outcome.objection.code, backHref: paths.reportSteps.review }
      return res.page('public/objection', view, 422)
    }
    keepHelping(res, null, app)
    return res.redirect(303, paths.helper.slip(outcome.value.sessionId))
  }
}
