import { type Request, type Response, Router } from 'express'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { may, rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { drawUpMinutes } from '../../../core/use-cases/signing/draw-up-minutes.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { signingDay } from '../../../core/use-cases/signing/signing-day.ts'
import { checkRecords, setTwoPeople } from '../../../core/use-cases/signing/two-people.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { DoneQuery, KeptForm, MinutesForm, RuleForm, SignForm, WaitingQuery } from './form.ts'
import { minutesRoutes } from './minutes-routes.ts'
import { signingView } from './view.ts'

/** The head of the facility signs the doses of people who are ready; everybody else waits for one reason (5772 step 2; features H01, H11, H12). */
export function signingRoutes(app: App, render: Renderer): Router {
  const officers = requireOfficer(...rolesFor('check_records'))
  return Router()
    .get(paths.staff.signing, officers, (req, res) => show(app, render, req, res))
    .post(paths.staff.signing, officers, (req, res) => act(app, render, req, res))
    .use(minutesRoutes(app, render))
}

async function act(app: App, render: Renderer, req: Request, res: Response) {
  const say = (key: string) => render.sentence(key, req.locale)
  const rule = RuleForm.safeParse(req.form)
  const form = rule.success ? null : SignForm.safeParse(req.form)
  if (form && !form.success) return show(app, render, req, res, { errors: formErrors(form.error, say), status: 422 })
  const outcome = rule.success
    ? await switchRule(app, req, rule.data.act)
    : await work(app, req, form?.data ?? { act: 'check', person: [] })
  if (!outcome.ok) return show(app, render, req, res, { errors: objected(outcome.objection, say), status: 409 })
  return res.redirect(303, outcome.value)
}

/** Answers where the page leads next. */
async function work(
  app: App,
  req: Request,
  { act: wanted, person: personIds }: { act: 'certificate' | 'minutes' | 'check'; person: string[] },
): Promise<Outcome<string>> {
  const officer = actingOfficer(req)
  if (wanted === 'minutes') {
    const { date: drawnOn, parties } = MinutesForm.parse(req.form)
    const drawn = await drawUpMinutes(app, { officer, personIds, drawnOn, parties })
    return drawn.ok ? { ok: true, value: paths.staff.signingMinutes(drawn.value.id) } : drawn
  }
  if (wanted === 'check') {
    const checked = await checkRecords(app, { officer, personIds })
    return checked.ok ? { ok: true, value: toldHref('check', checked.value) } : checked
  }
  const signed = await signRecords(app, { officer, personIds })
  return signed.ok ? { ok: true, value: toldHref('certificate', signed.value.signed, signed.value.leftOut) } : signed
}

async function switchRule(app: App, req: Request, wanted: 'two_on' | 'two_off'): Promise<Outcome<string>> {
  const set = await setTwoPeople(app, { officer: actingOfficer(req), twoPeople: wanted === 'two_on' })
  return set.ok ? { ok: true, value: toldHref(wanted, 0) } : set
}

function toldHref(done: string, count: number, left = 0): string {
  return `${paths.staff.signing}?${new URLSearchParams({ done, count: String(count), left: String(left) })}`
}

/** Objections that lead to the minutes on this page. */
const OWN_SENTENCE: Partial<Record<Objection['code'], string>> = {
  no_certificate: 'signing.errors.noCertificate',
  agent_needed: 'signing.errors.browserToken',
}

/** Without a certificate the way is the minutes, so the page leads there (3771 step 4). */
function objected({ code }: Objection, say: (key: string) => string): FormErrors {
  const own = OWN_SENTENCE[code]
  const message = say(own ?? `objections.${code}`)
  const href = own || code === 'minutes_incomplete' ? '#parties' : '#ready'
  return { list: [{ href, message }], of: code === 'minutes_incomplete' ? { parties: message } : {} }
}

async function show(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  fault: { errors: FormErrors; status: number } = { errors: noErrors, status: 200 },
) {
  const day = await signingDay(app, officerOf(req))
  const told = DoneQuery.safeParse(req.query)
  const isFirstLook = req.method === 'GET'
  const view = signingView(day, {
    say: (key, params) => render.sentence(key, req.locale, params),
    maySign: may(officerOf(req), 'sign_records'),
    waiting: WaitingQuery.parse(req.query),
    kept: isFirstLook ? null : KeptForm.parse(req.form),
    done: told.success && isFirstLook ? told.data : null,
    errors: fault.errors,
  })
  res.page('staff/sign-records', view, fault.status)
}
