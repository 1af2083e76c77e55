import { type Request, type Response, Router } from 'express'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import { askCitizen, beginByChat, beginBySlip, confirmCitizen } from '../../../core/use-cases/helper/begin-helping.ts'
import { helpedPeople } from '../../../core/use-cases/helper/helped-people.ts'
import { helpingSession, stopHelping } from '../../../core/use-cases/helper/helping-session.ts'
import { type Say, sayIn, textOf } from '../../citizen/citizen-door.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { HelperDeps } from './deps.ts'
import { helpingTokenOf, keepHelping } from './helping-cookie.ts'

type Way = 'bySms' | 'byChat' | 'byPaper'

/** Where a helper begins: each citizen agrees for themselves, by SMS, from their chat, or on a signed slip (features A09). */
export function beginPages(deps: HelperDeps): Router {
  const helper = requireOfficer(...rolesFor('help_citizens'))
  const { app } = deps
  const routes = Router()
    .get(paths.helper.home, helper, (req, res) => show(deps, req, res, noErrors))
    .post(paths.helper.bySms, helper, (req, res) => ask(deps, req, res))
    .get(paths.helper.smsCode, helper, (req, res) => showCode(deps, req, res, noErrors))
    .post(paths.helper.smsCode, helper, (req, res) => confirm(deps, req, res))
    .post(paths.helper.byChat, helper, async (req, res) => {
      const begun = await beginByChat(app, { officer: officerOf(req), code: textOf(req.form, 'code') })
      return go(deps, { req, res, way: 'byChat' }, begun, paths.helper.who)
    })
    .post(paths.helper.byPaper, helper, async (req, res) => {
      const begun = await beginBySlip(app, { officer: officerOf(req), number: textOf(req.form, 'slip') })
      return go(deps, { req, res, way: 'byPaper' }, begun, paths.helper.who)
    })
    .post(paths.helper.stop, helper, async (req, res) => {
      await stopHelping(app, { staffId: officerOf(req).staffId, token: helpingTokenOf(req) ?? '' })
      keepHelping(res, null, app)
      return res.redirect(303, paths.helper.home)
    })
  for (const path of [paths.helper.bySms, paths.helper.byChat, paths.helper.byPaper, paths.helper.stop])
    routes.get(path, helper, (_req, res) => res.redirect(303, paths.helper.home))
  return routes
}

const FIELDS: Record<Way, string> = { bySms: 'phone', byChat: 'code', byPaper: 'slip' }

async function show(deps: HelperDeps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  const officer = officerOf(req)
  const listed = await helpedPeople(deps.app, { officer, printed: false })
  const open = await helpingSession(deps.app, { staffId: officer.staffId, token: helpingTokenOf(req) })
  const people = listed.ok ? listed.value : []
  const view = {
    errors,
    phone: textOf(req.form ?? {}, 'phone'),
    openHref: open ? (open.begunAt ? paths.helper.who : paths.helper.smsCode) : null,
    people: people
      .slice(-20)
      .reverse()
      .map(({ id, code, handedInAt, initials }) => {
        return { code, initials, at: handedInAt.toISOString(), slipHref: paths.helper.slip(id) }
      }),
  }
  res.page('staff/helper', view, status)
}

async function ask(deps: HelperDeps, req: Request, res: Response): Promise<void> {
  const { locale } = req
  const asked = await askCitizen(deps.app, { officer: officerOf(req), phone: textOf(req.form, 'phone'), locale })
  return go(deps, { req, res, way: 'bySms' }, asked, paths.helper.smsCode)
}

async function go(
  deps: HelperDeps,
  { req, res, way }: { req: Request; res: Response; way: Way },
  begun: Outcome<{ token: string }>,
  next: string,
): Promise<void> {
  if (!begun.ok) {
    const status = begun.objection.code === 'too_often' || begun.objection.code === 'too_many_codes' ? 429 : 422
    return show(deps, req, res, errorAt(FIELDS[way], sentenceOf(sayIn(deps, req), begun.objection)), status)
  }
  keepHelping(res, begun.value.token, deps.app)
  return res.redirect(303, next)
}

async function showCode(deps: HelperDeps, req: Request, res: Response, errors: FormErrors, status = 200) {
  const token = helpingTokenOf(req)
  const open = await helpingSession(deps.app, { staffId: officerOf(req).staffId, token })
  if (!open) return res.redirect(303, paths.helper.home)
  if (open.begunAt) return res.redirect(303, paths.helper.who)
  return res.page('staff/helper-code', { errors }, status)
}

async function confirm(deps: HelperDeps, req: Request, res: Response): Promise<void> {
  const token = helpingTokenOf(req) ?? ''
  const confirmed = await confirmCitizen(deps.app, { officer: officerOf(req), token, code: textOf(req.form, 'code') })
  if (confirmed.ok) return res.redirect(303, paths.helper.who)
  const sentence = sentenceOf(sayIn(deps, req), confirmed.objection)
  return showCode(deps, req, res, errorAt('code', sentence), 422)
}

export function sentenceOf(say: Say, { code, detail }: Objection): string {
  return say(`objections.${code}`, detail)
}
