import { type Request, type Response, Router } from 'express'
import { PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { addNote } from '../../../core/use-cases/chat/add-note.ts'
import { ownReport } from '../../../core/use-cases/citizen/own-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { attachSent, photoError } from './sent-photo.ts'

const LONGEST_NOTE = 2000

/** Where "more is needed" and "send a photo here" lead: a photo or a word for a report that is still looked at (9458 note). */
export function morePage(deps: CitizenDeps): Router {
  const withReport =
    (act: (report: Report, req: Request, res: Response) => Promise<void>) => async (req: Request, res: Response) => {
      const command = { code: String(req.params.code), address: addressOf(req) }
      const tracked = await trackReport(deps.app, command)
      const report = tracked.ok && tracked.value.mayWithdraw ? await ownReport(deps.app, command) : null
      return report ? act(report, req, res) : res.redirect(303, paths.citizen.trackOne(command.code))
    }
  return Router()
    .get(
      paths.trackSteps.more(':code'),
      withReport(async (report, req, res) => show(deps, report, req, res, noErrors)),
    )
    .post(
      paths.trackSteps.more(':code'),
      withReport((report, req, res) => send(deps, report, req, res)),
    )
}

function show(deps: CitizenDeps, report: Report, req: Request, res: Response, errors: FormErrors, status = 200): void {
  const say = sayIn(deps, req)
  const view = {
    code: report.code,
    backHref: paths.citizen.trackOne(report.code),
    answer: report.answer,
    kinds: PHOTO_KINDS.map((kind) => ({ value: kind, label: say(`report.photos.kind.${kind}.name`) })),
    kind: textOf(req.form, 'kind'),
    note: textOf(req.form, 'note'),
    consentVersion: PHOTO_CONSENT_VERSION,
    errors,
  }
  res.page('citizen/track-more', view, status)
}

async function send(deps: CitizenDeps, report: Report, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const again = (errors: FormErrors) => show(deps, report, req, res, errors, 422)
  const text = textOf(req.form, 'note').trim().slice(0, LONGEST_NOTE)
  if (!text && req.files.length === 0) return again(errorAt('photo', say('track.errors.nothingAdded')))
  const attached = await attachSent(deps, report, req)
  if (attached) return again(photoError(attached, say))
  const noted = text ? await addNote(deps.app, { reportId: report.id, address: addressOf(req), text }) : null
  if (noted && !noted.ok) return again(errorAt('note', say(objectionKey(noted.objection.code))))
  return res.redirect(303, `${paths.citizen.trackOne(report.code)}?da-gui`)
}
