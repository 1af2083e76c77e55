import { Router } from 'express'
import { doseQuestionsOf } from '../../../core/domain/citizen/dose-questions.ts'
import type { DoseView } from '../../../core/domain/citizen/look-up-answer.ts'
import { MAX_DOSE_CLAIMS } from '../../../core/domain/citizen/report-draft.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { DOSE_QUESTIONS } from '../../../core/domain/report/check-report-types.ts'
import type { DoseClaim } from '../../../core/domain/report/report.ts'
import { errorAt, type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { type CitizenDeps, type Say, textOf } from '../citizen-door.ts'
import { keepDraft } from '../kept-draft.ts'
import { DoseForm, type DoseValues, isEmptyClaim, keptDose, typedDose, VACCINE_NAMES } from './dose-form.ts'
import { type PlaceAnswer, type PlaceQuestion, placeNames, readPlace } from './dose-place.ts'
import { doseLine } from './read-back.ts'
import { goOn, recordOf, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS } from './steps.ts'

/** Step 3 for doses: one dose a page, `?thu=1` is the second; only what the chosen types ask. */
export function dosesPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.doses,
      stepPage(deps, 'doses', (visit) => show(deps, visit, keptDose(visit.draft.doses[indexOf(visit)]), noErrors)),
    )
    .post(
      STEP_PATHS.doses,
      stepPage(deps, 'doses', (visit) => keep(deps, visit)),
    )
}

function indexOf({ req, draft }: StepVisit): number {
  const asked = Number(textOf(req.query, 'thu') || '0')
  return Number.isInteger(asked) && asked >= 0 && asked < MAX_DOSE_CLAIMS ? Math.min(asked, draft.doses.length) : 0
}

async function show(
  deps: CitizenDeps,
  visit: StepVisit,
  values: DoseValues,
  errors: FormErrors,
  status = 200,
  where: PlaceQuestion | null = null,
): Promise<void> {
  const { draft, res, say, place } = visit
  const questions = doseQuestionsOf(draft.types)
  const found = await recordOf(deps, visit)
  const recorded = found?.doses ?? []
  const index = indexOf(visit)
  const view = {
    place,
    errors,
    values,
    asks: Object.fromEntries(DOSE_QUESTIONS.map((one) => [one, questions.includes(one)])),
    recorded: recorded.map((dose) => recordedChoice(dose, say)),
    numbers: ['1', '2', '3', '4'].map((value) => ({ value, label: say('lookup.dose.number', { number: value }) })),
    places: questions.includes('place') ? await placeNames(deps) : [],
    where,
    vaccines: VACCINE_NAMES.map((name) => ({ value: name, label: name })),
    others: draft.doses
      .map((claim, at) => ({ text: doseLine(claim, recorded, say), href: `?thu=${at}`, at }))
      .filter(({ at }) => at !== index),
    mayAdd: draft.doses.length < MAX_DOSE_CLAIMS - 1,
  }
  res.page('citizen/report-doses', view, status)
}

function recordedChoice(dose: DoseView, say: Say) {
  const number =
    dose.number === null ? say('lookup.dose.unnumbered') : say('lookup.dose.number', { number: dose.number })
  const day = dose.givenOn ? writeDate(dose.givenOn as IsoDate) : say('report.dose.noDate')
  return { value: dose.doseId, label: `${number} · ${day} · ${dose.vaccine}`, hint: dose.facility }
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say } = visit
  const form = DoseForm.safeParse(req.form)
  if (!form.success) return show(deps, visit, typedDose(req.form), formErrors(form.error, say), 422)
  const placed = await placeOf(deps, visit, form.data)
  if ('ask' in placed) {
    const key = placed.ask.points.length > 0 ? 'point' : 'area'
    return show(deps, visit, typedDose(req.form), errorAt(key, say(`report.place.ask.${key}`)), 422, placed.ask)
  }
  const doses = withClaim(draft.doses, indexOf(visit), placed.claim)
  if (doses.length === 0)
    return show(deps, visit, typedDose(req.form), errorAt('note', say('report.errors.doseEmpty')), 422)
  const next = { ...draft, doses }
  if (textOf(req.form, 'act') !== 'more') return goOn(deps, visit, 'doses', next)
  await keepDraft(deps, req, next)
  return res.redirect(303, `${STEP_PATHS.doses}?thu=${doses.length}`)
}

/** Only where a place was asked for, and only when the dose says anything at all. */
async function placeOf(deps: CitizenDeps, { req, draft, say }: StepVisit, claim: DoseClaim): Promise<PlaceAnswer> {
  const asked = doseQuestionsOf(draft.types).includes('place')
  const tells = !isEmptyClaim(claim) && claim.doseId === null
  return asked && (tells || claim.place !== null) ? readPlace(deps, claim, req.form, say) : { claim }
}

/** An emptied claim is taken out. */
function withClaim(doses: readonly DoseClaim[], at: number, claim: DoseClaim): DoseClaim[] {
  return [...doses.slice(0, at), ...(isEmptyClaim(claim) ? [] : [claim]), ...doses.slice(at + 1)]
}
