import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { may, rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { endLoan, lendStaff, openLoans } from '../../../core/use-cases/workload/lend-staff.ts'
import { planDay, setHours } from '../../../core/use-cases/workload/plan-day.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { loansView, planView } from './view.ts'

const day = z.string('workload.errors.day').transform((text, ctx) => {
  const read = readBirthDate(text)
  if (read?.precision !== 'day') ctx.addIssue({ code: 'custom', message: 'workload.errors.day' })
  return read?.date ?? ''
})
const HoursForm = z.object({
  staffId: z.uuid(),
  hours: z
    .string()
    .transform((text) => Number(text.replace(',', '.')))
    .pipe(z.number('workload.errors.hours').min(0, 'workload.errors.hours').max(12, 'workload.errors.hours')),
})
const LendForm = z.object({
  staffId: z.uuid('workload.errors.staffId'),
  unitId: z.string('workload.errors.unitId').min(1, 'workload.errors.unitId').max(100),
  from: day,
  until: day,
})
const EndForm = z.object({ postId: z.uuid() })

/** Who could do what today, what comes tomorrow, and who helps out where (features E19). */
export function workloadRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('see_work_plan'))
  const say =
    (req: Request): Say =>
    (key, params) =>
      render.sentence(key, req.locale, params)
  const show = async (req: Request, res: Response, errors: FormErrors, status: number) => {
    const officer = officerOf(req)
    const unitId = typeof req.query.tram === 'string' ? req.query.tram : officer.unitId
    const plan = await planDay(app, { officer, unitId })
    if (!plan.ok) return objected(res, plan.objection)
    const who = { staffId: officer.staffId, mayPlan: may(officer, 'plan_work'), mayLend: may(officer, 'lend_staff') }
    return res.page('staff/workload', planView(plan.value, who, errors, say(req)), status)
  }
  return Router()
    .get(paths.staff.workload, allowed, (req, res) => show(req, res, noErrors, 200))
    .post(paths.staff.workload, allowed, async (req, res) => {
      const form = HoursForm.safeParse(req.form)
      if (!form.success) return show(req, res, formErrors(form.error, say(req)), 422)
      const set = await setHours(app, { officer: officerOf(req), ...form.data })
      if (!set.ok) return objected(res, set.objection)
      return res.redirect(303, req.originalUrl)
    })
    .use(loanRoutes(app, say))
}

function loanRoutes(app: App, say: (req: Request) => Say): Router {
  const allowed = requireOfficer(...rolesFor('lend_staff'))
  const show = async (req: Request, res: Response, errors: FormErrors, status: number) => {
    const desk = await openLoans(app, { officer: officerOf(req) })
    if (!desk.ok) return objected(res, desk.objection)
    return res.page('staff/loans', loansView(desk.value, req.form, errors, say(req)), status)
  }
  return Router()
    .get(paths.staff.loans, allowed, (req, res) => show(req, res, noErrors, 200))
    .post(paths.staff.loans, allowed, async (req, res) => {
      const end = EndForm.safeParse(req.form)
      if (end.success) {
        const ended = await endLoan(app, { officer: officerOf(req), ...end.data })
        return ended.ok ? res.redirect(303, paths.staff.loans) : objected(res, ended.objection)
      }
      const form = LendForm.safeParse(req.form)
      if (!form.success) return show(req, res, formErrors(form.error, say(req)), 422)
      const lent = await lendStaff(app, { officer: officerOf(req), ...form.data })
      if (lent.ok) return res.redirect(303, paths.staff.loans)
      const { code } = lent.objection
      const message = say(req)(code === 'asked_already' ? 'workload.errors.lent' : `objections.${code}`)
      return show(req, res, { of: { until: message }, list: [{ href: '#until', message }] }, 422)
    })
}

function objected(res: Response, { code }: Objection): void {
  const said = code === 'no_such_person' ? 'person_not_here' : code
  res.page('staff/objection', { code: said, backHref: paths.staff.workload }, statusOf(code))
}
