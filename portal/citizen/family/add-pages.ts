import { type Request, type Response, Router } from 'express'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { addByCounterCode } from '../../../core/use-cases/family/add-by-counter-code.ts'
import { addMember } from '../../../core/use-cases/family/add-member.ts'
import { takeOver } from '../../../core/use-cases/family/hand-over.ts'
import { errorAt, type FormErrors, formErrors, joinErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { NO_PERSON, PersonForm, personTyped, sexChoices } from './person-form.ts'

/** Ways into the list, one a page: facts, a code of the counter, a code from somebody else's list (features A07). */
export function addPages(deps: CitizenDeps): Router {
  return Router()
    .get(paths.family.add, (req, res) => showFacts(deps, req, res, noErrors))
    .post(paths.family.add, (req, res) => addByFacts(deps, req, res))
    .get(paths.family.counterCode, (req, res) => showCode(deps, req, res, 'counter', noErrors))
    .post(paths.family.counterCode, (req, res) => addByCode(deps, req, res))
    .get(paths.family.takeOver, (req, res) => showCode(deps, req, res, 'hand_over', noErrors))
    .post(paths.family.takeOver, (req, res) => receive(deps, req, res))
}

function showFacts(deps: CitizenDeps, req: Request, res: Response, errors: FormErrors, status = 200): void {
  const values = req.method === 'POST' ? personTyped(req.form) : NO_PERSON
  res.page('citizen/family-add', { values, errors, sexes: sexChoices(sayIn(deps, req)) }, status)
}

async function addByFacts(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const form = PersonForm.safeParse(req.form)
  if (!form.success) return showFacts(deps, req, res, formErrors(form.error, sayIn(deps, req)), 422)
  const added = await addMember(deps.app, { address: addressOf(req), claimant: form.data })
  const again = (errors: FormErrors, status: number) => showFacts(deps, req, res, errors, status)
  return go(deps, { req, res }, added, 'fullName', again)
}

function showCode(
  deps: CitizenDeps,
  req: Request,
  res: Response,
  kind: 'counter' | 'hand_over',
  errors: FormErrors,
  status = 200,
): void {
  const say = sayIn(deps, req)
  const isCounter = kind === 'counter'
  const title = say(isCounter ? 'family.byCounter' : 'family.byHandOver')
  const lead = say(isCounter ? 'family.counterLead' : 'family.handOverLead')
  res.page('citizen/family-code', { title, lead, isCounter, errors }, status)
}

async function addByCode(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const code = textOf(req.form, 'code')
  const again = (errors: FormErrors, status: number) => showCode(deps, req, res, 'counter', errors, status)
  if (!code.trim()) return again(errorAt('code', sayIn(deps, req)('lookup.seen.empty')), 422)
  const added = await addByCounterCode(deps.app, { address: addressOf(req), code })
  return go(deps, { req, res }, added, 'code', again)
}

async function receive(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const birthDate = readBirthDate(textOf(req.form, 'birthDate'))?.date
  const again = (errors: FormErrors, status: number) => showCode(deps, req, res, 'hand_over', errors, status)
  const code = textOf(req.form, 'code')
  const say = sayIn(deps, req)
  if (!birthDate || !code.trim())
    return again(
      joinErrors(
        code.trim() ? noErrors : errorAt('code', say('lookup.seen.empty')),
        birthDate ? noErrors : errorAt('birthDate', say('lookup.errors.birthDate')),
      ),
      422,
    )
  const command = { address: addressOf(req), code, birthDate }
  return go(deps, { req, res }, await takeOver(deps.app, command), 'code', again)
}

type Again = (errors: FormErrors, status: number) => void

/** Whoever has not proved a phone does that first. */
function go(
  deps: CitizenDeps,
  { req, res }: { req: Request; res: Response },
  outcome: Outcome<unknown>,
  field: string,
  again: Again,
): void {
  if (outcome.ok) res.redirect(303, `${paths.family.own}?xong=added`)
  else if (outcome.objection.code === 'not_proved') res.redirect(303, paths.family.phone)
  else again(errorsOf(deps, req, field, outcome.objection), 422)
}

export function errorsOf(deps: CitizenDeps, req: Request, field: string, { code, detail }: Objection): FormErrors {
  return errorAt(field, sayIn(deps, req)(objectionKey(code), detail))
}
