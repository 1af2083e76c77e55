import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { readWholeDay } from '../../../core/domain/person/birth-date.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { JOINT_OUTCOMES } from '../../../core/ports/joint-reviews.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { recordJointReview } from '../../../core/use-cases/police/joint-review.ts'
import { askForConsent } from '../../../core/use-cases/police/police-load.ts'
import { returnPaper, stationList, stationLists } from '../../../core/use-cases/police/read-police-lists.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { answerWords } from './answer-words.ts'
import { stationListsView, stationListView } from './view.ts'

const many = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.uuid()))
const count = () => z.coerce.number().int().min(0).max(200)
const ChooseForm = z.object({ act: z.enum(['chosen', 'all']), cases: many })
const ConsentForm = z.object({
  act: z.literal('consent'),
  rows: z.coerce.number().int().min(1).max(200),
  reason: z.string().trim().max(300),
})
const JointForm = z.object({
  act: z.literal('joint'),
  reviewId: z.uuid(),
  heldOn: z.string().transform((value) => readWholeDay(value) ?? ''),
  parties: z.string().max(300),
  outcome: z.enum(JOINT_OUTCOMES).nullable().catch(null),
})
/** What the page says after it was led back to itself. */
const ToldQuery = z.object({ khop: count(), tra: count(), con: count() })
const AcceptForm = z.object({ returnId: z.uuid() })

/** The station's side of 2262 steps 2 and 3: draw up a list, take the answers back. */
export function policeListRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('draw_up_police_list'))
  return Router()
    .get(paths.staff.policeLists, station, (req, res) => showLists(app, render, req, res))
    .post(paths.staff.policeLists, station, async (req, res) => {
      const other = await besideLists(app, req)
      if (other?.ok) return res.redirect(303, `${paths.staff.policeLists}?da=ghi`)
      if (other) return showLists(app, render, req, res, faultText(other.objection, render, req))
      const form = ChooseForm.safeParse(req.form)
      if (!form.success) return showLists(app, render, req, res, render.sentence('objections.list_empty', req.locale))
      const caseIds = form.data.act === 'all' ? 'all waiting' : form.data.cases
      const outcome = await drawUpPoliceList(app, { officer: actingOfficer(req), caseIds })
      if (outcome.ok) return res.redirect(303, `${paths.chain.policeList(outcome.value.number)}?da=lap`)
      return showLists(app, render, req, res, faultText(outcome.objection, render, req))
    })
    .get(paths.chain.policeList(':number'), station, (req, res, next) =>
      showList(app, render, req, res, next, {
        fault: null,
        done: acceptedText(req, render),
        isNew: req.query.da === 'lap',
      }),
    )
    .post(paths.chain.policeList(':number'), station, (req, res, next) => accept(app, render, req, res, next))
    .get(paths.chain.policeListPaper(':number', ':part'), station, async (req, res, next) => {
      const view = await stationList(app, officerOf(req).unitId, String(req.params.number))
      const paper = view.ok ? await returnPaper(app, view.value, Number(req.params.part)) : null
      if (!view.ok || !paper) return next()
      await noteReading(app, { officer: officerOf(req), action: 'read_police_paper', ...subjectOf(view.value.list.id) })
      res.type('pdf').attachment(`${req.params.number}-${req.params.part}.pdf`).send(paper)
    })
}

/** What else is done on that page: the district is asked for more, a joint review is written down. Null: neither. */
async function besideLists(app: App, req: Request): Promise<Outcome<null> | null> {
  const consent = ConsentForm.safeParse(req.form)
  if (consent.success) return askForConsent(app, { officer: actingOfficer(req), ...consent.data })
  const joint = JointForm.safeParse(jointFields(req.form))
  return joint.success ? recordJointReview(app, { officer: actingOfficer(req), ...joint.data }) : null
}

/** Each review's fields carry its id, so that no two on the page have one name. */
function jointFields(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const id = String(form.reviewId ?? '')
  const of = (name: string) => form[`${name}-${id}`]
  return { act: form.act, reviewId: id, heldOn: of('heldOn'), parties: of('parties'), outcome: of('outcome') }
}

const faultText = ({ code, detail }: Objection, render: Renderer, req: Request) =>
  render.sentence(`objections.${code}`, req.locale, detail)

const subjectOf = (listId: string) => ({ subjectKind: 'police_list' as const, subjectId: listId })

async function showLists(app: App, render: Renderer, req: Request, res: Response, fault: string | null = null) {
  const officer = officerOf(req)
  const found = await stationLists(app, officer.unitId)
  await noteReading(app, { officer, action: 'read_waiting_cases', subjectKind: 'unit', subjectId: officer.unitId })
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const done = !fault && req.query.da === 'ghi' ? say('police.lists.noted') : null
  res.page('staff/police-lists', stationListsView(found, app.now(), say, { fault, done }), fault ? 409 : 200)
}

type Told = { fault: string | null; done: string | null; isNew: boolean }

async function showList(app: App, render: Renderer, req: Request, res: Response, next: NextFunction, told: Told) {
  const view = await stationList(app, officerOf(req).unitId, String(req.params.number))
  if (!view.ok) return next()
  await noteReading(app, { officer: officerOf(req), action: 'read_police_list', ...subjectOf(view.value.list.id) })
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  res.page('staff/police-list', stationListView(view.value, app.now(), say, told), told.fault ? 409 : 200)
}

async function accept(app: App, render: Renderer, req: Request, res: Response, next: NextFunction) {
  const form = AcceptForm.safeParse(req.form)
  if (!form.success) return next()
  const returnedFile = req.files.find((file) => file.field === 'returnedFile')?.bytes ?? null
  const scan = req.files.find((file) => file.field === 'scan')?.bytes ?? null
  const command = {
    officer: actingOfficer(req),
    returnId: form.data.returnId,
    returnedFile,
    by: scan ? ({ with: 'scan', scan } as const) : ({ with: 'own' } as const),
    words: answerWords(render),
  }
  const outcome = await acceptReturn(app, command)
  if (!outcome.ok) {
    const fault = faultText(outcome.objection, render, req)
    return showList(app, render, req, res, next, { fault, done: null, isNew: false })
  }
  const { confirmed, objected, stillOpen } = outcome.value
  const told = new URLSearchParams({ khop: String(confirmed), tra: String(objected), con: String(stillOpen) })
  res.redirect(303, `${paths.chain.policeList(String(req.params.number))}?${told}`)
}

function acceptedText(req: Request, render: Renderer): string | null {
  const told = ToldQuery.safeParse(req.query)
  if (!told.success) return null
  const { khop: confirmed, tra: objected, con: open } = told.data
  return render.sentence('police.list.accepted', req.locale, { confirmed, objected, open })
}
