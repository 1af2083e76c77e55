import { type Request, type Response, Router } from 'express'
import { confirmOwnerCode, requestOwnerCode } from '../../../core/use-cases/citizen/owner-code.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { linkOwnPhoto } from '../../../core/use-cases/follow-up/own-photo.ts'
import { errorAt, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { codePage } from '../code-page.ts'
import { appealPage } from './appeal-page.ts'
import { fixPage } from './fix-page.ts'
import { letterRoutes } from './letter-page.ts'
import { morePage } from './more-page.ts'
import { ownPhotoRoutes } from './own-photo.ts'
import { seenRoutes } from './seen-page.ts'
import { type Shown, trackingView } from './view.ts'

/** Code and the last three digits of the phone, or the browser that proved that phone (D03). */
export function trackRouter(deps: CitizenDeps): Router {
  return Router()
    .get(paths.citizen.track, (_req, res) => ask(res, { code: '', tail: '' }, noErrors))
    .post(paths.citizen.track, (req, res) => open(deps, req, res, textOf(req.form, 'code')))
    .use(ownPhotoRoutes(deps))
    .get(paths.citizen.trackOne(':code'), (req, res) => show(deps, req, res))
    .post(paths.citizen.trackOne(':code'), (req, res) => open(deps, req, res, String(req.params.code)))
    .use(ownerCode(deps), fixPage(deps), morePage(deps), appealPage(deps), seenRoutes(deps), letterRoutes(deps))
    .get(paths.trackSteps.withdraw(':code'), (req, res) => askWithdraw(deps, req, res))
    .post(paths.trackSteps.withdraw(':code'), (req, res) => withdraw(deps, req, res))
}

function ask(res: Response, values: { code: string; tail: string }, errors: typeof noErrors, status = 200): void {
  res.page('citizen/track', { values, errors }, status)
}

async function open(deps: CitizenDeps, req: Request, res: Response, code: string): Promise<void> {
  const tail = textOf(req.form, 'tail').replace(/\D/g, '')
  const command = { code, phoneTail: tail || '-', address: addressOf(req), origin: originOf(req) }
  const outcome = await trackReport(deps.app, command)
  if (outcome.ok) return res.redirect(303, paths.citizen.trackOne(outcome.value.code))
  const wrong = outcome.objection.code === 'no_such_report'
  const key = wrong ? 'track.errors.notFound' : objectionKey(outcome.objection.code)
  return ask(res, { code, tail }, errorAt('code', sayIn(deps, req)(key, outcome.objection.detail)), wrong ? 404 : 429)
}

/** From a link in a message the code is known; the end of the phone is asked once. */
async function show(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const code = String(req.params.code)
  const outcome = await trackReport(deps.app, { code, address: addressOf(req) })
  if (!outcome.ok) return ask(res, { code, tail: '' }, noErrors)
  const { failedPhoto } = outcome.value
  const picture = failedPhoto && (await linkOwnPhoto(deps.app, { address: addressOf(req), photo: failedPhoto }))
  const shown = {
    done: doneIn(req),
    failedPhoto: picture && { href: paths.trackSteps.photo(picture.token), isCard: picture.isCard },
    locale: req.locale,
  }
  return res.page('citizen/track-one', trackingView(outcome.value, shown, sayIn(deps, req)))
}

/** What the page before this one did. */
function doneIn({ query }: Request): Shown['done'] {
  if ('da-gui' in query) return 'moreSent'
  if ('da-hien' in query) return 'seen.thanks'
  return 'mo-lai' in query ? 'seen.reopened' : null
}

/** Tracking needs the end of the phone only; withdrawing and sending again need the phone itself. */
function ownerCode(deps: CitizenDeps): Router {
  const command = (req: Request) => ({ code: String(req.params.code), address: addressOf(req) })
  return codePage(deps, {
    path: paths.trackSteps.code(':code'),
    phoneMasked: async (req) =>
      (await trackReport(deps.app, command(req))).ok ? sayIn(deps, req)('track.ownPhone') : null,
    again: (req) => requestOwnerCode(deps.app, { ...command(req), locale: req.locale, origin: originOf(req) }),
    confirm: (req, digits) => confirmOwnerCode(deps.app, { ...command(req), digits, origin: originOf(req) }),
    next: async (req) => paths.citizen.trackOne(String(req.params.code)),
    back: (req) => paths.citizen.trackOne(String(req.params.code)),
  })
}

async function askWithdraw(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const code = String(req.params.code)
  const outcome = await trackReport(deps.app, { code, address: addressOf(req) })
  if (!outcome.ok || !outcome.value.mayWithdraw) return res.redirect(303, paths.citizen.trackOne(code))
  return res.page('citizen/track-withdraw', { code: outcome.value.code, backHref: paths.citizen.trackOne(code) })
}

async function withdraw(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const code = String(req.params.code)
  const outcome = await withdrawReport(deps.app, { code, address: addressOf(req) })
  if (outcome.ok) return res.redirect(303, paths.citizen.trackOne(outcome.value.code))
  const view = { sentenceKey: outcome.objection.code, backHref: paths.citizen.trackOne(code) }
  return res.page('public/objection', view, 409)
}
