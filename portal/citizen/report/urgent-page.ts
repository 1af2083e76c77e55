import { Router } from 'express'
import { z } from 'zod'
import { dayInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { isUrgentDay, URGENT_DAYS, URGENT_REASONS, type Urgency } from '../../../core/domain/report/urgency.ts'
import { photosOf } from '../../../core/use-cases/citizen/photos-of.ts'
import { errorAt, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, type Say, textOf } from '../citizen-door.ts'
import { keepDraft } from '../kept-draft.ts'
import { type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS } from './steps.ts'

/** "I need it by…": reason, day and proof, with the criteria written on the page (features B12). Only who asks sees it. */
export function urgentPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      URGENT,
      stepPage(deps, 'review', (visit) => show(visit, kept(visit.draft.urgency ?? null), noErrors)),
    )
    .post(
      URGENT,
      stepPage(deps, 'review', (visit) => keep(deps, visit)),
    )
}

const URGENT = paths.reportSteps.urgent

const UrgentForm = z.object({
  reason: z.enum(URGENT_REASONS, 'report.urgent.errors.reason'),
  neededOn: z.string('report.urgent.errors.day').transform((text, ctx) => {
    const day = readBirthDate(text)
    if (day?.precision !== 'day') ctx.addIssue({ code: 'custom', message: 'report.urgent.errors.day' })
    return day?.date ?? ''
  }),
})

type Values = { reason: string; neededOn: string }

function kept(urgency: Urgency | null): Values {
  return { reason: urgency?.reason ?? '', neededOn: urgency ? writeDate(urgency.neededOn as IsoDate) : '' }
}

function show({ res, say, draft, place }: StepVisit, values: Values, errors: typeof noErrors, status = 200): void {
  const reasons = URGENT_REASONS.map((value) => ({
    value,
    label: say(`report.urgent.reason.${value}.name`),
    hint: say(`report.urgent.reason.${value}.proof`),
  }))
  const view = { values, errors, reasons, place, asked: Boolean(draft.urgency), days: URGENT_DAYS }
  res.page('citizen/report-urgent', { ...view, reviewHref: STEP_PATHS.review }, status)
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say } = visit
  if (textOf(req.form, 'act') === 'not') {
    await keepDraft(deps, req, { ...draft, urgency: null })
    return res.redirect(303, STEP_PATHS.review)
  }
  const typed = { reason: textOf(req.form, 'reason'), neededOn: textOf(req.form, 'neededOn') }
  const form = UrgentForm.safeParse(req.form)
  if (!form.success) return show(visit, typed, formErrors(form.error, say), 422)
  if (!isUrgentDay(form.data.neededOn, dayInVietNam(deps.app.now())))
    return show(visit, typed, errorAt('neededOn', say('objections.urgent_day')), 422)
  const caseId = await keepDraft(deps, req, { ...draft, urgency: form.data })
  const photos = await photosOf(deps.app, { address: addressOf(req), caseId })
  // The proof travels with the other papers, under "other papers".
  return res.redirect(303, photos.some(({ kind }) => kind === 'other') ? STEP_PATHS.review : STEP_PATHS.photos)
}

/** `Chuyến bay, cần trước 30/11/2026`. */
export function urgentLine({ reason, neededOn }: Urgency, say: Say): string {
  return say('report.urgent.line', {
    reason: say(`report.urgent.reason.${reason}.name`),
    day: writeDate(neededOn as IsoDate),
  })
}
