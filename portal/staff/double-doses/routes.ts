import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { decideRemoval, proposeRemoval } from '../../../core/use-cases/exchange/decide-double-dose.ts'
import { doubleDoses } from '../../../core/use-cases/exchange/double-doses.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { doublesView } from './view.ts'

const ProposeForm = z.object({
  act: z.literal('propose'),
  personId: z.uuid(),
  a: z.uuid(),
  b: z.uuid(),
  keep: z.enum(['a', 'b', 'both']).optional().catch(undefined),
  reason: z.string().trim().max(500).catch(''),
})
const DecideForm = z.object({ act: z.enum(['agree', 'send_back']), removalId: z.uuid() })

type Told = Parameters<typeof doublesView>[2]

/** The same dose typed by two sites: what the rules propose, what one officer says and another approves (features G13). */
export function doubleDoseRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('decide_double_doses'))
  const show = async (req: Request, res: Response, told: Partial<Told> = {}) => {
    const officer = officerOf(req)
    await noteReading(app, { officer, action: 'read_double_doses', subjectKind: 'unit', subjectId: officer.unitId })
    const pairs = await doubleDoses(app, officer.unitId)
    const ids = pairs.flatMap(({ removal }) => (removal ? [removal.firstBy] : []))
    const names = await app.store.transaction((tx) => tx.staff.namesOf(ids))
    const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
    const page = {
      names,
      staffId: officer.staffId,
      fault: null,
      errors: null,
      typed: null,
      done: doneOf(req, say),
      ...told,
    }
    res.page('staff/double-doses', doublesView(pairs, say, page), told.fault || told.errors ? 422 : 200)
  }
  const proposeOne = async (req: Request, res: Response, form: z.infer<typeof ProposeForm>) => {
    const { keep, reason, personId, a, b } = form
    const isShort = reason.length < 5
    if (!keep || isShort) return show(req, res, { errors: { keep: !keep, reason: isShort }, typed: form })
    const [keepDoseId, removeDoseId] = keep === 'b' ? [b, a] : [a, b]
    const command = { personId, keepDoseId, removeDoseId, bothReal: keep === 'both', reason }
    const outcome = await proposeRemoval(app, { ...command, officer: actingOfficer(req) })
    if (outcome.ok) return res.redirect(303, `${paths.staff.doubleDoses}?da=propose`)
    return show(req, res, { fault: render.sentence(`objections.${outcome.objection.code}`, req.locale) })
  }
  return Router()
    .get(paths.staff.doubleDoses, station, (req, res) => show(req, res))
    .post(paths.staff.doubleDoses, station, async (req, res, next) => {
      const [propose, decide] = [ProposeForm.safeParse(req.form), DecideForm.safeParse(req.form)]
      if (propose.success) return proposeOne(req, res, propose.data)
      if (!decide.success) return next()
      const { removalId, act } = decide.data
      const outcome = await decideRemoval(app, { officer: actingOfficer(req), removalId, agrees: act === 'agree' })
      if (outcome.ok) return res.redirect(303, `${paths.staff.doubleDoses}?da=${act}`)
      return show(req, res, { fault: render.sentence(`objections.${outcome.objection.code}`, req.locale) })
    })
}

const DONE = { propose: 'proposed', agree: 'agreed', send_back: 'sentBack' } as const

function doneOf(req: Request, say: (key: string) => string): string | null {
  const act = z.enum(['propose', 'agree', 'send_back']).safeParse(req.query.da)
  return act.success ? say(`platform.double.${DONE[act.data]}`) : null
}
