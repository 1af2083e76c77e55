import { type Request, type RequestHandler, type Response, Router } from 'express'
import { writeCounterCode } from '../../../core/domain/counter/counter-code.ts'
import type { Objection } from '../../../core/domain/objection.ts'
import { seePerson } from '../../../core/use-cases/counter/see-person.ts'
import { takeReport } from '../../../core/use-cases/counter/take-report.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { svgImage } from '../../qr-image.ts'
import { officerOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import type { CounterDeps } from './counter-deps.ts'
import { IntakeForm } from './intake-form.ts'
import { freshValues, intakeView } from './intake-view.ts'

/** A report told or handed over at the counter (features B15): one page, then the slip with its QR. */
export function intakeRoutes(deps: CounterDeps, counter: RequestHandler): Router {
  return Router()
    .get(paths.staff.counterReport, counter, (req, res) => ask(deps, req, res))
    .post(paths.staff.counterReport, counter, (req, res) => take(deps, req, res))
}

async function ask(deps: CounterDeps, req: Request, res: Response): Promise<void> {
  const person = await personOf(deps, req, String(req.query.nguoi ?? ''))
  const values = freshValues(deps.app.newId(), person, deps.app.now())
  const types = [req.query.loai ?? []].flat().map(String)
  show(deps, req, res, { person, values, types, errors: noErrors })
}

export async function personOf({ app }: CounterDeps, req: Request, personId: string) {
  const seen = personId ? await seePerson(app, { officer: officerOf(req), personId }) : null
  return seen?.ok ? seen.value : null
}

type Shown = Omit<Parameters<typeof intakeView>[0], 'locale'>

export function show({ render }: CounterDeps, req: Request, res: Response, page: Shown, status = 200): void {
  const view = intakeView({ ...page, locale: req.locale }, (key, params) => render.sentence(key, req.locale, params))
  res.page('staff/counter-report', view, status)
}

async function take(deps: CounterDeps, req: Request, res: Response): Promise<void> {
  const form = IntakeForm.safeParse(req.form)
  const say = (key: string) => deps.render.sentence(key, req.locale)
  const again = async (errors: FormErrors, status: number) => {
    const values = Object.fromEntries(Object.entries(req.form).map(([name, value]) => [name, String(value)]))
    const person = await personOf(deps, req, values.person ?? '')
    show(deps, req, res, { person, values, types: [req.form.types ?? []].flat().map(String), errors }, status)
  }
  if (!form.success) return again(formErrors(form.error, say), 422)
  const taken = await takeReport(deps.app, { officer: officerOf(req), locale: 'vi', ...form.data })
  if (!taken.ok)
    return again(
      errorsOf(taken.objection, say),
      taken.objection.code === 'empty_patch' ? 422 : statusOf(taken.objection.code),
    )
  return receipt(deps, req, res, taken.value)
}

/** An objection about the report stands beside the part it is about. */
function errorsOf({ code, detail }: Objection, say: (key: string) => string): FormErrors {
  const field = FIELD_OF[code] ?? 'types'
  const message = code === 'empty_patch' && detail?.type ? say('counter.errors.empty') : say(`objections.${code}`)
  return { of: { [field]: message }, list: [{ href: `#${field}`, message }] }
}

const FIELD_OF: Partial<Record<Objection['code'], string>> = {
  taken_time_wrong: 'takenOn',
  incomplete_name: 'fullName',
  future_date: 'givenOn',
  phone_invalid: 'rightPhone',
}

interface Taken {
  code: string
  dueAt: Date
  joined: boolean
  slipKey: string
}

async function receipt({ app, qr }: CounterDeps, req: Request, res: Response, taken: Taken): Promise<void> {
  const { code, dueAt, joined, slipKey } = taken
  const url = app.settings.publicUrl + paths.citizen.slip(code, slipKey)
  const image = svgImage(await qr(url))
  return res.page('staff/counter-receipt', {
    code,
    dueAt,
    joined,
    key: writeCounterCode(slipKey),
    unitName: officerOf(req).unitName,
    qr: image,
    address: (app.settings.publicUrl + paths.citizen.toldStation).replace(/^https?:\/\//, ''),
    caseHref: paths.staff.report(code),
    counterHref: paths.staff.counter,
  })
}
