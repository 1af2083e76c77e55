import { type Request, type Response, Router } from 'express'
import { writeCounterCode } from '../../../core/domain/counter/counter-code.ts'
import { rolesFor } from '../../../core/policy.ts'
import { findPerson } from '../../../core/use-cases/counter/find-person.ts'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { seePerson } from '../../../core/use-cases/counter/see-person.ts'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import type { CounterDeps } from './counter-deps.ts'
import { SearchForm, SeenForm } from './form.ts'
import { intakeRoutes } from './intake-routes.ts'
import { scanRoutes } from './scan-routes.ts'
import { personView, searchView } from './view.ts'

/** "Quầy": who stands there, the paper they show, the code they leave with (A04), and what they say is wrong (B15). */
export function counterRoutes(deps: CounterDeps): Router {
  const counter = requireOfficer(...rolesFor('work_at_counter'))
  const say =
    (req: Request): Say =>
    (key, params) =>
      deps.render.sentence(key, req.locale, params)
  const routes = Router()
  const empty = { number: '', fullName: '', birthDate: '' }

  routes.get(paths.staff.counter, counter, (req, res) =>
    res.page('staff/counter', searchView(empty, noErrors, null, say(req))),
  )
  routes.post(paths.staff.counter, counter, (req, res) => search(deps, say(req), req, res))
  routes.get(paths.staff.counterPerson(':id'), counter, (req, res) => person(deps, say(req), req, res))
  routes.post(paths.staff.counterCode(':id'), counter, (req, res) => giveCode(deps, say(req), req, res))
  return routes.use(intakeRoutes(deps, counter), scanRoutes(deps, counter))
}

async function search({ app }: CounterDeps, say: Say, req: Request, res: Response): Promise<void> {
  const form = SearchForm.safeParse(req.form)
  const typed = Object.fromEntries(
    ['number', 'fullName', 'birthDate'].map((name) => [name, String(req.form[name] ?? '')]),
  )
  const values = { number: '', fullName: '', birthDate: '', ...typed }
  if (!form.success) return res.page('staff/counter', searchView(values, formErrors(form.error, say), null, say), 422)
  const found = await findPerson(app, { officer: officerOf(req), ...form.data })
  if (!found.ok) return objected(res, found.objection.code)
  return res.page('staff/counter', searchView(values, noErrors, found.value, say))
}

async function person({ app }: CounterDeps, say: Say, req: Request, res: Response): Promise<void> {
  const seen = await seePerson(app, { officer: officerOf(req), personId: String(req.params.id) })
  if (!seen.ok) return objected(res, seen.objection.code)
  return res.page('staff/counter-person', personView(seen.value, { paper: '', numberAgrees: '' }, noErrors, say))
}

/** The slip is the answer itself: the code is shown this once, and printed again only by giving a new one. */
async function giveCode({ app }: CounterDeps, say: Say, req: Request, res: Response): Promise<void> {
  const [officer, personId] = [officerOf(req), String(req.params.id)]
  const form = SeenForm.safeParse(req.form)
  if (!form.success) {
    const seen = await seePerson(app, { officer, personId })
    if (!seen.ok) return objected(res, seen.objection.code)
    const values = { paper: String(req.form.paper ?? ''), numberAgrees: String(req.form.numberAgrees ?? '') }
    return res.page('staff/counter-person', personView(seen.value, values, formErrors(form.error, say), say), 422)
  }
  const { paper, numberAgrees } = form.data
  const made = await makeCounterCode(app, { officer, personId, paper, numberAgrees })
  if (!made.ok) return objected(res, made.objection.code)
  const { code, until } = made.value
  return res.page('staff/counter-slip', {
    code: writeCounterCode(code),
    until,
    unitName: officer.unitName,
    address: `${app.settings.publicUrl}${paths.lookUpSteps.counterCode}`.replace(/^https?:\/\//, ''),
    masked: !numberAgrees,
    backHref: paths.staff.counterPerson(personId),
  })
}

function objected(res: Response, code: Parameters<typeof statusOf>[0]): void {
  const unknown = code === 'no_such_person'
  const said = unknown ? 'person_not_here' : code
  res.page('staff/objection', { code: said, backHref: paths.staff.counter }, unknown ? 404 : statusOf(code))
}
