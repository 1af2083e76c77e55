import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { confirmPair, proposePair, tellPairApart, undoPair } from '../../../core/use-cases/duplicates/join-pair.ts'
import { openDuplicates, openPair } from '../../../core/use-cases/duplicates/open-duplicates.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { planRoutes } from './plan-routes.ts'
import { deskView, pairView } from './view.ts'

const PairForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('propose'), keptId: z.uuid() }),
  z.object({ act: z.literal('confirm') }),
  z.object({ act: z.literal('undo') }),
  z.object({ act: z.literal('apart') }),
])

type PairAct = z.infer<typeof PairForm>

/** Two records, one person: found by the house, compared by officers, told to the Platform as a plan (features E08). */
export function duplicateRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('join_records'))
  const say =
    (req: Request): Say =>
    (key, params) =>
      render.sentence(key, req.locale, params)
  const onPair = (req: Request) => {
    return { officer: officerOf(req), firstId: String(req.params.first), secondId: String(req.params.second) }
  }
  const showPair = async (req: Request, res: Response, objection: Objection | null, status: number) => {
    const opened = await openPair(app, onPair(req))
    if (!opened.ok) return objected(res, opened.objection)
    return res.page('staff/duplicate-pair', pairView(opened.value, objection, say(req)), status)
  }
  const pairPath = paths.staff.duplicatePair(':first', ':second')
  return Router()
    .get(paths.staff.duplicates, allowed, async (req, res) => {
      const opened = await openDuplicates(app, { officer: officerOf(req) })
      if (!opened.ok) return objected(res, opened.objection)
      return res.page('staff/duplicates', deskView(opened.value, say(req)))
    })
    .use(planRoutes(app, render))
    .get(pairPath, allowed, (req, res) => showPair(req, res, null, 200))
    .post(pairPath, allowed, async (req, res) => {
      const form = PairForm.safeParse(req.form)
      if (!form.success) return showPair(req, res, { code: 'changed_meanwhile' }, 409)
      const acted = await carryOut(app, onPair(req), form.data)
      if (!acted.ok) return showPair(req, res, acted.objection, statusOf(acted.objection.code))
      const { firstId, secondId } = onPair(req)
      const isOver = form.data.act === 'apart'
      return res.redirect(303, isOver ? paths.staff.duplicates : paths.staff.duplicatePair(firstId, secondId))
    })
}

function carryOut(app: App, pair: Parameters<typeof confirmPair>[1], form: PairAct): Promise<Outcome<null>> {
  switch (form.act) {
    case 'propose':
      return proposePair(app, { ...pair, keptId: form.keptId })
    case 'confirm':
      return confirmPair(app, pair)
    case 'undo':
      return undoPair(app, pair)
    default:
      return tellPairApart(app, pair)
  }
}

function objected(res: Response, { code }: Objection): void {
  const said = code === 'no_such_person' ? 'person_not_here' : code
  const status = code === 'no_such_person' ? 404 : statusOf(code)
  res.page('staff/objection', { code: said, backHref: paths.staff.duplicates }, status)
}
