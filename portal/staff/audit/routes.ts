import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { dayInVietNam, daysAfter, midnightInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { checkLog, type LogFound, logState, searchLog } from '../../../core/use-cases/audit/search-log.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { typedIn } from '../people/say.ts'
import { typedDay } from '../people/typed-date.ts'
import { auditView } from './view.ts'

const DAYS_SHOWN = 30
const word = z.string().trim().max(60).default('')
const Search = z.object({ person: word, login: word, from: typedDay, until: typedDay })

/** The auditor's page: the log by person, officer and time, its chain, and what was exported (features L01, K02). What is typed stands in no address. */
export function auditRoutes(app: App, render: Renderer): Router {
  const auditors = requireOfficer(...rolesFor('read_audit'))
  const show = async (req: Request, res: Response, found: LogFound | null, errors: FormErrors, status = 200) => {
    const today = dayInVietNam(app.now())
    const typed = typedIn(req, ['person', 'login', 'from', 'until'])
    const shown = {
      ...typed,
      from: typed.from || formatDate(daysAfter(today, -DAYS_SHOWN)),
      until: typed.until || formatDate(today),
    }
    const view = auditView(found, await logState(app), req.locale, render)
    return res.page('staff/audit-log', { ...view, typed: shown, errors }, status)
  }
  return Router()
    .get(paths.staff.auditLog, auditors, (req, res) => show(req, res, null, noErrors))
    .post(paths.staff.auditLog, auditors, async (req, res) => {
      const officer = officerOf(req)
      if (req.form.act === 'check') {
        await checkLog(app, { officer })
        return res.redirect(303, paths.staff.auditLog)
      }
      const form = Search.safeParse(req.form)
      if (!form.success)
        return show(
          req,
          res,
          null,
          formErrors(form.error, (key) => render.sentence(key, req.locale)),
          422,
        )
      const { person, login, from, until } = form.data
      const today = dayInVietNam(app.now())
      const found = await searchLog(app, {
        officer,
        person: person || null,
        login: login.toLowerCase() || null,
        from: midnightInVietNam(from ?? daysAfter(today, -DAYS_SHOWN)),
        until: midnightInVietNam(daysAfter(until ?? today, 1)),
      })
      return show(req, res, found.ok ? found.value : null, noErrors)
    })
}
