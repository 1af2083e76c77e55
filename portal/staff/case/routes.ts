import { type Request, type Response, Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { takeOverCase } from '../../../core/use-cases/desk/case-hold.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { linkRecord } from '../../../core/use-cases/desk/link-record.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { answerFormRoutes } from './answer-form-routes.ts'
import { askSentence } from './ask-sentence.ts'
import type { CasePage } from './case-page.ts'
import { CaseForm, DecisionForm, decisionOf, LinkForm } from './form.ts'
import { holdRoutes } from './hold-routes.ts'
import { photoFormRoutes } from './photo-form-routes.ts'
import { recheckRoutes } from './recheck-routes.ts'
import { codeOf, showCase } from './show-case.ts'

/** One case on one screen: compare, decide, by keyboard and without JavaScript (features C05, E05, C11). */
export function caseRoutes(app: App, render: Renderer): Router {
  const routes = Router()
  const show = (req: Request, res: Response, page: Partial<CasePage> = {}, status = 200) =>
    showCase(app, render, req, res, page, status)

  routes.get(paths.staff.report(':code'), requireOfficer(...rolesFor('see_case')), (req, res) =>
    show(req, res, { done: typeof req.query.da === 'string' ? req.query.da : null, next: nextOf(req) }),
  )

  routes.post(paths.staff.report(':code'), requireOfficer(...rolesFor('see_case')), (req, res) =>
    decideCase(app, render, req, res),
  )

  // Where the language links of an answer to the form below lead.
  routes.get(paths.staff.reportRecord(':code'), (req, res) => res.redirect(303, paths.staff.report(codeOf(req))))

  routes.post(paths.staff.reportRecord(':code'), requireOfficer(...rolesFor('link_record')), async (req, res) => {
    const form = LinkForm.safeParse(req.form)
    if (!form.success) return show(req, res, { objection: { code: 'no_such_person' } }, 409)
    const outcome = await linkRecord(app, { officer: officerOf(req), code: codeOf(req), ...form.data })
    if (!outcome.ok) return show(req, res, { objection: outcome.objection }, statusOf(outcome.objection.code))
    return res.redirect(303, `${paths.staff.report(outcome.value.report.code)}?da=link_record`)
  })
  return routes.use(
    photoFormRoutes(app, render),
    answerFormRoutes(app, render),
    holdRoutes(app, render),
    recheckRoutes(app, render),
  )
}

async function decideCase(app: App, render: Renderer, req: Request, res: Response): Promise<void> {
  const show = (page: Partial<CasePage>, status: number) => showCase(app, render, req, res, page, status)
  const about = CaseForm.safeParse(req.form)
  if (!about.success) return show({ objection: { code: 'not_possible_now' } }, 409)
  const { action, version, seen, preview, takeOver } = about.data
  const typed = { open: action, values: req.form, seen }
  const form = DecisionForm.safeParse(req.form)
  if (!form.success)
    return show({ ...typed, errors: formErrors(form.error, (key) => render.sentence(key, req.locale)) }, 422)
  if (preview) return show({ ...typed, preview: true }, 200)
  if (takeOver) await takeOverCase(app, { officer: officerOf(req), code: codeOf(req) })
  const decision =
    form.data.action === 'ask_citizen' ? await askSentence(app, render, codeOf(req), form.data) : decisionOf(form.data)
  const outcome = await decide(app, { officer: officerOf(req), code: codeOf(req), version, decision })
  if (!outcome.ok && outcome.objection.detail?.field === 'until')
    return show({ ...typed, errors: untilPast(render, req) }, 422)
  if (!outcome.ok && outcome.objection.code === 'answer_needed')
    return show({ ...typed, errors: answerNeeded(render, req) }, 422)
  if (!outcome.ok) return show({ ...typed, objection: outcome.objection }, statusOf(outcome.objection.code))
  const { report, waitsForSecond, next } = outcome.value
  const query = new URLSearchParams({
    da: waitsForSecond ? 'first_approval' : action,
    ...(next ? { tiep: next } : {}),
  })
  const isMine = action !== 'hand_over'
  return res.redirect(
    303,
    isMine ? `${paths.staff.report(report.code)}?${query}` : `${paths.staff.queue}?chuyen=${report.code}`,
  )
}

/** A second opinion is answered in words (features D05). */
function answerNeeded(render: Renderer, req: Request): FormErrors {
  const message = render.sentence('objections.answer_needed', req.locale)
  return { of: { sentence: message }, list: [{ href: '#refuse-sentence', message }] }
}

function untilPast(render: Renderer, req: Request): FormErrors {
  const message = render.sentence('case.errors.untilPast', req.locale)
  return { of: { until: message }, list: [{ href: '#until', message }] }
}

function nextOf(req: Request): string | null {
  const { tiep } = req.query
  return typeof tiep === 'string' && /^PA-[0-9A-Z-]{1,12}$/.test(tiep) ? tiep : null
}
