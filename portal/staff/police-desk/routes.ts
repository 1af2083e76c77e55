import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { POLICE_ANSWERS } from '../../../core/domain/police-list/police-answer.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { answerAgain } from '../../../core/use-cases/police/answer-again.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { setCapacity } from '../../../core/use-cases/police/police-load.ts'
import {
  policeDesk,
  policeDeskExtras,
  policeDeskList,
  returnPaper,
} from '../../../core/use-cases/police/read-police-lists.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../police-lists/list-view.ts'
import { keptMinutes, MinutesForm, readAnswers } from './form.ts'
import { deskListView, deskView } from './view.ts'

const ActForm = z.object({
  act: z.enum(['save', 'again', 'draw_up', 'certificate', 'minutes']),
  returnId: z.uuid().optional(),
})

const CapacityForm = z.object({ rowsPerOfficerDay: z.coerce.number().int().min(1).max(500) })

const AgainForm = z.object({
  rowNo: z.coerce.number().int().min(1).max(200),
  answer: z.enum(POLICE_ANSWERS).exclude(['register_wrong']),
})

/** What the page says after it was led back to itself. */
const ToldQuery = z.object({
  da: z.enum(['luu', 'lap', 'ban-giao', 'tra-loi-lai']),
  so: z.coerce.number().int().min(0).max(200).default(0),
})

type Done = z.infer<typeof ToldQuery> | null
type Outcome = { ok: true; done: Done } | { ok: false; objection: Objection }

/** The commune police answer, draw up and sign (2262 steps 2 and 3; features F03, F06). They never meet a dose here (F04). */
export function policeDeskRoutes(app: App, render: Renderer): Router {
  const police = requireOfficer(...rolesFor('answer_police_row'))
  return Router()
    .get(paths.staff.policeDesk, police, (req, res) => showDesk(app, render, req, res, null))
    .post(paths.staff.policeDesk, police, async (req, res) => {
      const form = CapacityForm.safeParse(req.form)
      if (!form.success) return showDesk(app, render, req, res, sayIn(render, req)('police.desk.capacityWrong'))
      const set = await setCapacity(app, { officer: actingOfficer(req), ...form.data })
      if (set.ok) return res.redirect(303, `${paths.staff.policeDesk}?da=nang-luc`)
      return showDesk(app, render, req, res, faultText(set.objection, sayIn(render, req)))
    })
    .get(paths.chain.policeDeskList(':number'), police, (req, res, next) => show(app, render, req, res, next, null))
    .post(paths.chain.policeDeskList(':number'), police, async (req, res, next) => {
      const outcome = await act(app, req)
      if (outcome === null) return next()
      // The page itself sends each answer as it is given and asks for no page back.
      if (req.get('accept') === 'application/json') return tellScript(render, req, res, outcome)
      if (!outcome.ok) return show(app, render, req, res, next, outcome.objection)
      const query = new URLSearchParams({ trang: String(pageOf(req)) })
      for (const [name, value] of Object.entries(outcome.done ?? {})) query.set(name, String(value))
      res.redirect(303, `${paths.chain.policeDeskList(String(req.params.number))}?${query}`)
    })
    .get(paths.chain.policeDeskPaper(':number', ':part'), police, async (req, res, next) => {
      const view = await policeDeskList(app, officerOf(req), String(req.params.number))
      const paper = view.ok ? await returnPaper(app, view.value, Number(req.params.part)) : null
      if (!paper) return next()
      res.type('pdf').attachment(`${req.params.number}-${req.params.part}.pdf`).send(paper)
    })
}

async function showDesk(app: App, render: Renderer, req: Request, res: Response, fault: string | null) {
  const say = sayIn(render, req)
  const lists = await policeDesk(app, officerOf(req).unitId)
  const extras = await policeDeskExtras(app, officerOf(req))
  const done = req.query.da === 'nang-luc' ? say('police.desk.capacitySaved') : null
  res.page('staff/police-desk', deskView(lists, extras, app.now(), say, { fault, done }), fault ? 422 : 200)
}

function tellScript(render: Renderer, req: Request, res: Response, outcome: Outcome) {
  if (outcome.ok) return res.json({ saved: outcome.done?.so ?? 0 })
  return res.status(409).json({ fault: faultText(outcome.objection, sayIn(render, req)) })
}

async function show(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  next: NextFunction,
  objection: Objection | null,
) {
  const view = await policeDeskList(app, officerOf(req), String(req.params.number))
  if (!view.ok) return next()
  const say = sayIn(render, req)
  const told = {
    fault: objection && faultText(objection, say),
    done: objection ? null : doneText(req, say),
    // What was chosen but not taken is shown again, so that nobody answers a page twice.
    typed: objection ? (readAnswers(req.form) ?? []) : [],
    minutes: objection ? keptMinutes(req.form) : null,
  }
  res.page('staff/police-desk-list', deskListView(view.value, pageOf(req), app.now(), say, told), objection ? 409 : 200)
}

function faultText({ code, detail }: Objection, say: Say): string {
  if (code === 'reason_needed' && detail?.action === 'date') return say('police.desk.dateUnreadable')
  if (code === 'reason_needed' && detail?.row) return say('police.desk.rowNeedsField', { row: detail.row })
  return say(`objections.${code}`, detail)
}

function doneText(req: Request, say: Say): string | null {
  const told = ToldQuery.safeParse(req.query)
  if (!told.success) return null
  if (told.data.da === 'luu') return say('police.desk.saved', { count: told.data.so })
  if (told.data.da === 'tra-loi-lai') return say('police.desk.answeredAgain')
  return say(told.data.da === 'lap' ? 'police.desk.drawn' : 'police.desk.handedOver')
}

const sayIn =
  (render: Renderer, req: Request): Say =>
  (key, params) =>
    render.sentence(key, req.locale, params)

const pageOf = (req: Request) => Math.max(1, Number.parseInt(String(req.query.trang ?? '1'), 10) || 1)

async function act(app: App, req: Request): Promise<Outcome | null> {
  const form = ActForm.safeParse(req.form)
  const officer = actingOfficer(req)
  const view = await policeDeskList(app, officer, String(req.params.number))
  if (!form.success || !view.ok) return null
  const listId = view.value.list.id
  if (form.data.act === 'save') {
    const answers = readAnswers(req.form)
    if (!answers) return { ok: false, objection: { code: 'reason_needed', detail: { action: 'date' } } }
    const saved = await answerPoliceRows(app, { officer, listId, answers })
    return saved.ok ? { ok: true, done: { da: 'luu', so: saved.value } } : saved
  }
  if (form.data.act === 'again') {
    const again = AgainForm.safeParse(req.form)
    if (!again.success) return null
    const answered = await answerAgain(app, { officer, listId, ...again.data })
    return answered.ok ? { ok: true, done: { da: 'tra-loi-lai', so: 1 } } : answered
  }
  if (form.data.act === 'draw_up') {
    const drawn = await drawUpReturn(app, { officer, listId })
    return drawn.ok ? { ok: true, done: { da: 'lap', so: 0 } } : drawn
  }
  if (!form.data.returnId) return null
  const signed = await signReturn(app, { officer, returnId: form.data.returnId, by: sealFrom(req, form.data.act) })
  return signed.ok ? { ok: true, done: { da: 'ban-giao', so: 0 } } : signed
}

function sealFrom(req: Request, act: 'certificate' | 'minutes'): Parameters<typeof signReturn>[1]['by'] {
  if (act === 'certificate') return { method: 'certificate' }
  const fileOf = (field: string) => req.files.find((file) => file.field === field)?.bytes ?? null
  const minutes = MinutesForm.parse(req.form)
  return { method: 'minutes', minutes, scan: fileOf('scan'), returnedFile: fileOf('signedFile') }
}
