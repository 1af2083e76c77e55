import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import { handedIn, helpedPeople } from '../../../core/use-cases/helper/helped-people.ts'
import { answerNotFound } from '../../middleware/answer-faults.ts'
import { paths } from '../../paths.ts'
import { svgImage } from '../../qr-image.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { HelperDeps } from './deps.ts'

/** What a helper prints: the slip for the citizen (A6, code and QR), and the list of helped people (code, time, initials). */
export function paperPages(deps: HelperDeps): Router {
  const helper = requireOfficer(...rolesFor('help_citizens'))
  return Router()
    .get(paths.helper.slip(':id'), helper, (req, res, next) => slip(deps, req, res).then((found) => found || next()))
    .get(paths.helper.list, helper, async (req, res) => {
      const listed = await helpedPeople(deps.app, { officer: officerOf(req), printed: true })
      if (!listed.ok) return answerNotFound()(req, res, () => undefined)
      const people = listed.value.map(({ code, handedInAt, initials }) => {
        return { code, initials, at: handedInAt.toISOString() }
      })
      return res.page('staff/helper-list', { people, helper: officerOf(req).fullName, unit: officerOf(req).unitName })
    })
}

async function slip({ app, qr }: HelperDeps, req: Request, res: Response): Promise<boolean> {
  const id = z.uuid().safeParse(req.params.id)
  const one = id.success ? await handedIn(app, { officer: officerOf(req), sessionId: id.data }) : null
  if (!one) return false
  const trackUrl = app.settings.publicUrl + paths.citizen.trackOne(one.code)
  const image = svgImage(await qr(trackUrl))
  const { unitName } = officerOf(req)
  res.page('staff/helper-slip', { code: one.code, at: one.handedInAt.toISOString(), trackUrl, qr: image, unitName })
  return true
}
