import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { loadDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { photosOf } from '../../../core/use-cases/citizen/photos-of.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { expectationOf } from '../../../core/use-cases/follow-up/expected-time.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { keptValues } from '../claimant-form.ts'
import { keepDraft } from '../kept-draft.ts'
import { comparedRows, doseLine } from './read-back.ts'
import { draftRisks, risksView } from './risks-view.ts'
import { recordOf, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS, stepsFor } from './steps.ts'
import { urgentLine } from './urgent-page.ts'

/** Step 5: everything read back in plain words, then sent once however often the button is pressed (B09). */
export function reviewPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.review,
      stepPage(deps, 'review', (visit) => show(deps, visit, noErrors)),
    )
    .post(STEP_PATHS.review, (req, res) => send(deps, req, res))
}

async function show(deps: CitizenDeps, visit: StepVisit, errors: FormErrors, status = 200): Promise<void> {
  const { req, res, draft, say, place } = visit
  const address = addressOf(req)
  const submission = await keepDraft(deps, req, draft)
  const found = await recordOf(deps, visit)
  const photos = await photosOf(deps.app, { address, caseId: submission })
  const { personId, types, doses } = draft
  const expects = await expectationOf(deps.app, { address, personId, types, doses })
  const steps = stepsFor(draft)
  const risks = risksView(draftRisks(draft, found?.doses ?? [], photos), draft, say)
  res.page(
    'citizen/report-review',
    {
      submission,
      place,
      errors,
      types: draft.types.map((type) => say(`report.type.${type}.name`)),
      who: whoRows(visit),
      compared: comparedRows(draft, found?.record ?? null, say),
      doses: draft.doses.map((claim) => doseLine(claim, found?.doses ?? [], say)),
      note: draft.note,
      photos: photos.length,
      risks,
      expects,
      urgent: draft.urgency ? urgentLine(draft.urgency, say) : null,
      edit: Object.fromEntries(
        (['types', 'who', 'facts', 'doses', 'note', 'photos'] as const).map((step) => [
          step,
          steps.includes(step) ? STEP_PATHS[step] : null,
        ]),
      ),
    },
    status,
  )
}

function whoRows({ req, draft, say }: StepVisit) {
  const values = keptValues(draft.claimant, draft.phone, req.locale)
  const { passportNumber, passportCountry } = values.passport
  const passport = [passportNumber, passportCountry].filter(Boolean).join(' · ')
  const fields = ['fullName', 'birthDate', 'sex', 'idNumber', 'phone'] as const
  return fields.map((field) => {
    const value =
      field === 'sex' && values.sex
        ? say(`report.sex.${values.sex}`)
        : values[field] || (field === 'idNumber' && passport)
    return { label: say(`report.fields.${field}`), value: value || say('report.review.notTold'), action: null }
  })
}

/** The draft's id in the form is the submission: a second tap finds the first report, even after the draft is gone. */
async function send(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const address = addressOf(req)
  const submission = textOf(req.form, 'submission')
  const kept = await loadDraft(deps.app, { address })
  const draft = kept?.id === submission ? kept.body : null
  const nobody = { fullName: '', birthDate: '', sex: 'female' as const, idNumber: null, passportCountry: null }
  const outcome = await recordReport(deps.app, {
    idempotencyKey: `draft|${submission}`,
    draftId: submission,
    address: null,
    provedBy: address,
    phone: draft?.phone ?? null,
    locale: req.locale,
    claimant: draft?.claimant ?? nobody,
    types: draft?.types ?? [],
    changes: draft?.corrections ?? [],
    doses: draft?.doses ?? [],
    note: draft?.note ?? null,
    consentVersion: draft?.consentVersion ?? null,
    personId: draft?.personId ?? null,
    urgency: draft?.urgency ?? null,
  })
  if (outcome.ok) return res.redirect(303, paths.reportSteps.receipt(outcome.value.code))
  if (!draft) return res.redirect(303, paths.citizen.report)
  const status = outcome.objection.code === 'too_often' ? 429 : 422
  const again = (visit: StepVisit) => show(deps, visit, errorsOf(outcome.objection, sayIn(deps, req)), status)
  return stepPage(deps, 'review', again)(req, res, () => undefined) as Promise<void>
}

/** An empty type is named, so that the person knows which page to go back to. */
function errorsOf({ code, detail }: Objection, say: StepVisit['say']): FormErrors {
  const type = detail?.type
  if (code === 'empty_patch' && typeof type === 'string') {
    return errorAt('form', say('report.errors.emptyType', { type: say(`report.type.${type}.name`) }))
  }
  const message = say(objectionKey(code), detail)
  // Whoever looked up without marks typed the name on another page.
  if (code === 'incomplete_name') return { of: {}, list: [{ href: STEP_PATHS.who, message }] }
  return errorAt('form', message)
}
