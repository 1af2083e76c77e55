import { type Request, type Response, Router } from 'express'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { HelperSession } from '../../../core/ports/helper-desk.ts'
import { loadDraft, saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { helpingSession } from '../../../core/use-cases/helper/helping-session.ts'
import { sayIn } from '../../citizen/citizen-door.ts'
import { NO_PERSON, personTyped, sexChoices, WholePersonForm } from '../../citizen/family/person-form.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { HelperDeps } from './deps.ts'
import { helpingTokenOf } from './helping-cookie.ts'

/** Who is being helped, as they say it; then the pages of the report follow, with nothing recorded on them (features A09). */
export function whoPage(deps: HelperDeps): Router {
  const helper = requireOfficer(...rolesFor('help_citizens'))
  return Router()
    .get(paths.helper.who, helper, (req, res) => show(deps, req, res, noErrors))
    .post(paths.helper.who, helper, (req, res) => keep(deps, req, res))
}

async function openSession({ app }: HelperDeps, req: Request): Promise<HelperSession | null> {
  const open = await helpingSession(app, { staffId: officerOf(req).staffId, token: helpingTokenOf(req) })
  return open?.begunAt ? open : null
}

async function show(deps: HelperDeps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  if (!(await openSession(deps, req))) return res.redirect(303, paths.helper.home)
  const values = req.method === 'POST' ? personTyped(req.form) : NO_PERSON
  return res.page('staff/helper-who', { values, errors, sexes: sexChoices(sayIn(deps, req)) }, status)
}

async function keep(deps: HelperDeps, req: Request, res: Response): Promise<void> {
  const session = await openSession(deps, req)
  if (!session) return res.redirect(303, paths.helper.home)
  const form = WholePersonForm.safeParse(req.form)
  if (!form.success) return show(deps, req, res, formErrors(form.error, sayIn(deps, req)), 422)
  const { address, phone } = session
  const { types } = (await loadDraft(deps.app, { address }))?.body ?? EMPTY_DRAFT
  await saveDraft(deps.app, { address, body: { ...EMPTY_DRAFT, types, claimant: form.data, phone } })
  return res.redirect(303, paths.citizen.report)
}
