import { Router } from 'express'
import { z } from 'zod'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import { type CitizenDeps, textOf } from '../citizen-door.ts'
import { goOn, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS } from './steps.ts'

const NoteForm = z.object({
  note: z.string('report.errors.note').trim().min(1, 'report.errors.note').max(2000, 'report.errors.tooLong'),
})
const MayBeEmpty = z.object({ note: z.string().trim().max(2000, 'report.errors.tooLong').default('') })

/** What no list of questions covers, in the person's own words. */
export function notePage(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.note,
      stepPage(deps, 'note', ({ res, draft, place }) => {
        res.page('citizen/report-note', { value: draft.note ?? '', errors: noErrors, place })
      }),
    )
    .post(
      STEP_PATHS.note,
      stepPage(deps, 'note', (visit) => keep(deps, visit)),
    )
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say, place } = visit
  const needed = draft.types.some((type) => type === 'OTHER' || type === 'DUPLICATE_OR_SPLIT_PROFILE')
  const form = (needed ? NoteForm : MayBeEmpty).safeParse(req.form)
  if (form.success) return goOn(deps, visit, 'note', { ...draft, note: form.data.note || null })
  const view = { value: textOf(req.form, 'note'), errors: formErrors(form.error, say), place }
  return res.page('citizen/report-note', view, 422)
}
