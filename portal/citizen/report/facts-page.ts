import { Router } from 'express'
import { idWarning } from '../../../core/domain/citizen/check-report.ts'
import type { RecordView } from '../../../core/domain/citizen/look-up-answer.ts'
import {
  type Correction,
  fieldsOf,
  type ReportDraft,
  withCorrection,
} from '../../../core/domain/citizen/report-draft.ts'
import { nameIdeas } from '../../../core/domain/person/name-ideas.ts'
import { errorAt, type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { type CitizenDeps, type Say, textOf, textsOf } from '../citizen-door.ts'
import { type FactField, readFacts, shownValue } from './facts-form.ts'
import { goOn, recordOf, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS } from './steps.ts'

/** Step 3: recorded and correct side by side, only for the fields the chosen types are about (B03). */
export function factsPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.facts,
      stepPage(deps, 'facts', (visit) => show(deps, visit, keptFacts(visit.draft), noErrors, null)),
    )
    .post(
      STEP_PATHS.facts,
      stepPage(deps, 'facts', (visit) => keep(deps, visit)),
    )
}

type Typed = Partial<Record<FactField, string>>

/** What was typed before, else what the person said about themselves on the page before. */
function keptFacts(draft: ReportDraft): Typed {
  const { claimant, corrections } = draft
  const own: Typed = claimant ? { ...claimant, idNumber: claimant.idNumber ?? '' } : {}
  const told = fieldsOf(draft.types).map((field) => {
    const kept = corrections.find((one) => one.field === field)?.correct
    return [field, shownValue(field, kept ?? own[field] ?? '')]
  })
  return Object.fromEntries(told)
}

async function show(
  deps: CitizenDeps,
  visit: StepVisit,
  typed: Typed,
  errors: FormErrors,
  warning: string | null,
  status = 200,
): Promise<void> {
  const { draft, res, say, place } = visit
  const found = await recordOf(deps, visit)
  const fields = fieldsOf(draft.types).map((field) => ({
    field,
    isDate: field === 'birthDate',
    isSex: field === 'sex',
    recordedKnown: found !== null,
    recorded: found ? recordedText(found.record, field, say) : null,
    label: say(`report.correct.${field}`),
    hint: field === 'birthDate' ? null : say(`report.hints.${field}`),
    value: typed[field] ?? '',
    ideas: field === 'fullName' && errors.of.fullName ? nameIdeas(typed.fullName ?? '') : [],
    error: errors.of[field] ?? null,
    numeric: field === 'idNumber' || field === 'phone',
  }))
  const sexes = (['female', 'male'] as const).map((sex) => ({
    value: sex,
    label: say(`report.sex.${sex}`),
    hint: null,
  }))
  res.page('citizen/report-facts', { fields, sexes, errors, warning, place }, status)
}

function recordedText(record: RecordView, field: FactField, say: Say): string | null {
  const value = record[field]
  if (!value) return null
  return field === 'sex' ? say(`report.sex.${value}`) : shownValue(field, value)
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, draft, say } = visit
  const fields = fieldsOf(draft.types)
  const typed = Object.fromEntries(fields.map((field) => [field, textOf(req.form, field)]))
  const read = readFacts(fields, req.form, draft.claimant)
  if (!read.success) return show(deps, visit, typed, formErrors(read.error, say), null, 422)
  const corrections: Correction[] = fields.map((field) => correctionOf(draft, field, read.data[field] ?? ''))
  const warning = warningOf(draft, corrections, say)
  const confirmed = textsOf(req.form, 'confirmed').includes('id_structure')
  if (warning && !confirmed)
    return show(deps, visit, typed, errorAt('confirmed', say('report.facts.warning')), warning, 422)
  const next = corrections.reduce(withCorrection, { ...draft, confirmed: confirmed ? ['id_structure'] : [] })
  return goOn(deps, visit, 'facts', next)
}

/** A value taken from the card stays so while nobody changes it. */
function correctionOf(draft: ReportDraft, field: FactField, correct: string): Correction {
  const before = draft.corrections.find((one) => one.field === field)
  return { field, correct, source: before?.correct === correct ? before.source : 'typed' }
}

function warningOf({ claimant }: ReportDraft, corrections: readonly Correction[], say: Say): string | null {
  const of = (field: FactField) => corrections.find((one) => one.field === field)?.correct
  const number = of('idNumber')
  if (!number || !claimant) return null
  const sex = (of('sex') ?? claimant.sex) as 'male' | 'female'
  const fault = idWarning(number, { birthDate: of('birthDate') ?? claimant.birthDate, sex })
  return fault ? say(`report.idWarning.${fault.digit}`) : null
}
