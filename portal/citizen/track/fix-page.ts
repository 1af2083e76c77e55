import { type Request, type Response, Router } from 'express'
import type { Correction } from '../../../core/domain/citizen/report-draft.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { ownReport } from '../../../core/use-cases/citizen/own-report.ts'
import { resendReport } from '../../../core/use-cases/citizen/resend-report.ts'
import { errorAt, type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { readFacts } from '../report/facts-form.ts'
import { readDoses } from './fix-doses.ts'
import { fixView } from './fix-view.ts'
import { attachSent, photoError } from './sent-photo.ts'

/** A refused report put right and sent again under the same code (D04): values, a better photo, one button. */
export function fixPage(deps: CitizenDeps): Router {
  const path = paths.trackSteps.fix(':code')
  const withReport =
    (act: (report: Report, req: Request, res: Response) => Promise<void>) => async (req: Request, res: Response) => {
      const code = String(req.params.code)
      const report = await ownReport(deps.app, { code, address: addressOf(req) })
      if (report?.state !== 'refused') return res.redirect(303, paths.citizen.trackOne(code))
      return act(report, req, res)
    }
  return Router()
    .get(
      path,
      withReport(async (report, req, res) => show(deps, report, req, res, noErrors)),
    )
    .post(
      path,
      withReport((report, req, res) => send(deps, report, req, res)),
    )
}

function show(deps: CitizenDeps, report: Report, req: Request, res: Response, errors: FormErrors, status = 200): void {
  res.page('citizen/track-fix', { ...fixView(report, req.form, errors, sayIn(deps, req)), errors }, status)
}

async function send(deps: CitizenDeps, report: Report, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const fields = report.changes.map((change) => change.field)
  const read = readFacts(fields, req.form, report.claimant)
  if (!read.success) return show(deps, report, req, res, formErrors(read.error, say), 422)
  const { doses, errors } = readDoses(report, req.form, say)
  const [wrong] = Object.entries(errors)
  if (wrong) return show(deps, report, req, res, errorAt(...wrong), 422)
  const attached = await attachSent(deps, report, req)
  if (attached) return show(deps, report, req, res, photoError(attached, say), 422)
  const changes: Correction[] = report.changes.flatMap(({ field, correct }) => {
    const now = read.data[field] ?? correct
    return now === correct ? [] : [{ field, correct: now, source: 'typed' as const }]
  })
  const command = {
    code: report.code,
    address: addressOf(req),
    changes,
    doses,
    note: noteOf(report, textOf(req.form, 'note')),
  }
  const outcome = await resendReport(deps.app, command)
  if (outcome.ok) return res.redirect(303, paths.citizen.trackOne(report.code))
  const key =
    outcome.objection.code === 'empty_patch' ? 'track.errors.nothingNew' : objectionKey(outcome.objection.code)
  return show(deps, report, req, res, errorAt('form', say(key)), 422)
}

/** What is said now stands below what was said before. */
function noteOf(report: Report, text: string): string | null {
  const added = text.trim().slice(0, 2000)
  if (!added) return null
  return report.note ? `${report.note}\n${added}` : added
}
