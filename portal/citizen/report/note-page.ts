import { Router } from 'express'
import { z } from 'zod'
import { findPrivate, type PrivatePart, withoutPrivate } from '../../../core/domain/report/private-text.ts'
import { REPORT_TYPES } from '../../../core/domain/report/report-type.ts'
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
        res.page('citizen/report-note', { value: draft.note ?? '', errors: noErrors, place, found: null })
      }),
    )
    .post(
      STEP_PATHS.note,
      stepPage(deps, 'note', (visit) => keep(deps, visit)),
    )
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say, place } = visit
  const needed = draft.types.some((type) => REPORT_TYPES[type].enough.includes('note'))
  const form = (needed ? NoteForm : MayBeEmpty).safeParse(req.form)
  const value = textOf(req.form, 'note')
  if (!form.success)
    return res.page('citizen/report-note', { value, errors: formErrors(form.error, say), place, found: null }, 422)
  const { note } = form.data
  const parts = findPrivate(note, ownNames(draft))
  const act = textOf(req.form, 'act')
  if (parts.length > 0 && act !== 'keep' && act !== 'remove')
    return res.page('citizen/report-note', { value, errors: noErrors, place, found: foundView(note, parts, say) }, 422)
  const told = act === 'remove' ? withoutPrivate(note, parts) : note
  return goOn(deps, visit, 'note', { ...draft, note: told || null })
}

/** What a person says about themselves is no news to the officer who reads it. */
function ownNames({ claimant, corrections }: StepVisit['draft']): string[] {
  const right = corrections.flatMap(({ field, correct }) => (field === 'fullName' ? [correct] : []))
  return claimant ? [claimant.fullName, ...right] : right
}

/** The words themselves, so that nobody has to search for them (features L14). */
function foundView(note: string, parts: readonly PrivatePart[], say: StepVisit['say']) {
  return parts.map(({ kind, from, to }) => ({ kind: say(`report.private.${kind}`), text: note.slice(from, to) }))
}
