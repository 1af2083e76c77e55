import { type Request, type Response, Router } from 'express'
import { BIRTH_PAPER_CONSENT } from '../../../core/domain/family/birth-paper.ts'
import { sendBirthPaper } from '../../../core/use-cases/family/send-birth-paper.ts'
import { errorAt, type FormErrors, formErrors, joinErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, sayIn, textOf } from '../citizen-door.ts'
import { errorsOf } from './add-pages.ts'
import { NO_PERSON, PersonForm, personTyped, sexChoices } from './person-form.ts'

/** A child under 14 by a photo of the birth certificate; the page says what the photo is for before it takes one (features L09). */
export function birthPaperPage(deps: CitizenDeps): Router {
  return Router()
    .get(paths.family.birthPaper, (req, res) => show(deps, req, res, noErrors))
    .post(paths.family.birthPaper, (req, res) => send(deps, req, res))
}

function show(deps: CitizenDeps, req: Request, res: Response, errors: FormErrors, status = 200): void {
  const values = req.method === 'POST' ? personTyped(req.form) : NO_PERSON
  const view = { values, errors, sexes: sexChoices(sayIn(deps, req)), consentVersion: BIRTH_PAPER_CONSENT }
  res.page('citizen/family-birth-paper', view, status)
}

async function send(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const form = PersonForm.safeParse(req.form)
  const again = (errors: FormErrors, status = 422) => show(deps, req, res, errors, status)
  const [file] = req.files
  const consentVersion = textOf(req.form, 'consent')
  // All at once: a browser forgets the chosen photo with every answer.
  if (!form.success || !file || !consentVersion)
    return again(
      joinErrors(
        form.success ? noErrors : formErrors(form.error, say),
        file ? noErrors : errorAt('photo', say('report.errors.photoMissing')),
        consentVersion ? noErrors : errorAt('consent', say('family.paper.boxNeeded')),
      ),
    )
  const command = { address: addressOf(req), claimant: form.data, bytes: file.bytes, consentVersion }
  const sent = await sendBirthPaper(deps.app, command)
  if (sent.ok) return res.redirect(303, `${paths.family.own}?xong=sent`)
  if (sent.objection.code === 'not_proved') return res.redirect(303, paths.family.phone)
  return again(errorsOf(deps, req, FIELD_OF[sent.objection.code] ?? 'photo', sent.objection))
}

const FIELD_OF: Record<string, string> = {
  not_a_child: 'birthDate',
  consent_needed: 'consent',
  family_full: 'fullName',
}
