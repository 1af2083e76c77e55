import { type Request, type RequestHandler, type Response, Router } from 'express'
import { scanCard } from '../../../core/use-cases/counter/scan-card.ts'
import { noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf } from '../officer.ts'
import type { CounterDeps } from './counter-deps.ts'
import { personOf, show } from './intake-routes.ts'
import { freshValues, scannedValues } from './intake-view.ts'
import { searchView } from './view.ts'

/** A card under the scanner, or a photo of it: the report form, filled in (features E17). What the card says never stands in an address. */
export function scanRoutes(deps: CounterDeps, counter: RequestHandler): Router {
  return Router()
    .get(paths.staff.counterScan, counter, (_req, res) => res.redirect(303, paths.staff.counter))
    .post(paths.staff.counterScan, counter, (req, res) => scan(deps, req, res))
}

async function scan(deps: CounterDeps, req: Request, res: Response): Promise<void> {
  const say = (key: string) => deps.render.sentence(key, req.locale)
  const text = String(req.form.cardText ?? '').slice(0, 700)
  const photo = req.files.find(({ field, bytes }) => field === 'photo' && bytes.length > 0)?.bytes ?? null
  const scanned = await scanCard(deps.app, { officer: officerOf(req), text, photo })
  if (!scanned.ok) {
    const message = say(`objections.${scanned.objection.code}`)
    const errors = { of: { cardText: message }, list: [{ href: '#cardText', message }] }
    return res.page('staff/counter', searchView(EMPTY, noErrors, null, say, errors), 422)
  }
  const { personId, types, ...card } = scanned.value
  const person = await personOf(deps, req, personId ?? '')
  const fresh = freshValues(deps.app.newId(), person, deps.app.now())
  const told = [
    say(person ? 'counter.scan.found' : 'counter.scan.notFound'),
    card.nameSure ? '' : say('counter.scan.nameLost'),
  ]
  const values = scannedValues(fresh, card, photo ? '' : text)
  return show(deps, req, res, { person, values, types, errors: noErrors, scanned: told.filter(Boolean).join(' ') })
}

const EMPTY = { number: '', fullName: '', birthDate: '' }
