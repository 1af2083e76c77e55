import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { ExportKind } from '../../../core/domain/exchange/export-kind.ts'
import { done, type Outcome } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { acceptByHand } from '../../../core/use-cases/exchange/accept-by-hand.ts'
import { acceptConflict } from '../../../core/use-cases/exchange/accept-conflict.ts'
import { decideConflict } from '../../../core/use-cases/exchange/decide-conflict.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { markSaved } from '../../../core/use-cases/exchange/mark-saved.ts'
import { exportDesk, exportFile, exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { deskView, exportView } from './view.ts'

const ConflictForm = z.object({ act: z.enum(['conflict', 'keep_platform', 'ask_again']), changeId: z.uuid() })
type ConflictForm = z.infer<typeof ConflictForm>
const ActForm = z.union([z.object({ act: z.enum(['import_file', 'hand_edit', 'removal_list']) }), ConflictForm])

/** What the desk says after it was led back to itself. */
const ToldQuery = z.object({ da: z.enum(['accepted', 'kept', 'again', 'waits']) })
type DeskTold = z.infer<typeof ToldQuery>['da']

const TickForm = z.object({ rowId: z.uuid(), anchor: z.string().regex(/^nguoi-\d+$/), saved: z.enum(['yes', 'no']) })

const AcceptForm = z.object({ act: z.literal('accept'), rows: z.coerce.number().int().min(0).max(1_000_000) })

const idOf = (req: Request) => z.uuid().safeParse(req.params.id)

/** What is approved goes to the Platform: a file or a sheet to edit by (2262 step 4; features G01, G02, G05). */
export function exportRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('export_for_platform'))
  return Router()
    .get(paths.staff.exports, station, (req, res) => showDesk(app, render, req, res))
    .post(paths.staff.exports, station, async (req, res, next) => {
      const form = ActForm.safeParse(req.form)
      if (!form.success) return next()
      const officer = actingOfficer(req)
      const outcome =
        'changeId' in form.data ? await decide(app, officer, form.data) : await exportNow(app, officer, form.data.act)
      if (outcome.ok) return res.redirect(303, outcome.value)
      const { code, detail } = outcome.objection
      return showDesk(app, render, req, res, render.sentence(`objections.${code}`, req.locale, detail))
    })
    .get(paths.chain.export(':id'), station, (req, res, next) => showExport(app, render, req, res, next))
    .post(paths.chain.export(':id'), station, async (req, res, next) => {
      const [id, form] = [idOf(req), TickForm.safeParse(req.form)]
      if (id.success && req.form?.act === 'accept') return accept(app, render, req, res, next)
      if (!id.success || !form.success) return next()
      const { rowId, saved, anchor } = form.data
      const command = { officer: actingOfficer(req), exportId: id.data, rowId, saved: saved === 'yes' }
      const outcome = await markSaved(app, command)
      if (!outcome.ok) return next()
      const goOn = saved === 'yes' ? outcome.value.nextRow : null
      // On to the next card that is not saved; a tick taken back stays where it is (features G02).
      res.redirect(303, `${paths.chain.export(id.data)}#${goOn === null ? anchor : `nguoi-${goOn}`}`)
    })
    .get(paths.chain.exportFile(':id'), station, (req, res, next) => sendFile(app, 'forward', req, res, next))
    .get(paths.chain.exportReverse(':id'), station, (req, res, next) => sendFile(app, 'reverse', req, res, next))
}

type Officer = ReturnType<typeof actingOfficer>

async function exportNow(app: App, officer: Officer, kind: ExportKind): Promise<Outcome<string>> {
  const sent = await exportForPlatform(app, { officer, kind })
  return sent.ok ? done(`${paths.chain.export(sent.value.id)}?da=xong`) : sent
}

/** One conflict, one word of an officer; where two are needed the first one's waits (features G05). */
async function decide(app: App, officer: Officer, { act, changeId }: ConflictForm): Promise<Outcome<string>> {
  const to = (told: DeskTold) => done(`${paths.staff.exports}?da=${told}`)
  if (act === 'conflict') {
    const accepted = await acceptConflict(app, { officer, changeId })
    return accepted.ok ? to('accepted') : accepted
  }
  const decided = await decideConflict(app, { officer, changeId, choice: act })
  if (!decided.ok) return decided
  if (act === 'ask_again') return to('again')
  return to(decided.value.waits ? 'waits' : 'kept')
}

async function sendFile(app: App, way: 'forward' | 'reverse', req: Request, res: Response, next: NextFunction) {
  const id = idOf(req)
  const officer = officerOf(req)
  const file = id.success ? await exportFile(app, officer.unitId, id.data, way) : null
  if (!id.success || !file?.ok) return next()
  await noteReading(app, { officer, action: 'read_export_file', subjectKind: 'export', subjectId: id.data })
  res.attachment(file.value.name).send(file.value.bytes)
}

/** Where files are carried by hand: what the Platform's own page counted (features G06). */
async function accept(app: App, render: Renderer, req: Request, res: Response, next: NextFunction) {
  const [id, form] = [idOf(req), AcceptForm.safeParse(req.form)]
  if (!id.success) return next()
  const command = { officer: actingOfficer(req), exportId: id.data, rows: form.success ? form.data.rows : -1 }
  const outcome = await acceptByHand(app, command)
  if (outcome.ok) return res.redirect(303, `${paths.chain.export(id.data)}?da=nhan`)
  const { code, detail } = outcome.objection
  const key = code === 'totals_differ' ? 'exchange.delivery.differs' : `objections.${code}`
  return showExport(app, render, req, res, next, render.sentence(key, req.locale, detail))
}

async function showDesk(app: App, render: Renderer, req: Request, res: Response, fault: string | null = null) {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const query = ToldQuery.safeParse(req.query)
  const told = { fault, done: !fault && query.success ? say(`exchange.desk.${query.data.da}`) : null }
  const officer = officerOf(req)
  await noteReading(app, { officer, action: 'read_export_desk', subjectKind: 'unit', subjectId: officer.unitId })
  res.page('staff/export-desk', deskView(await exportDesk(app, officerOf(req).unitId), say, told), fault ? 409 : 200)
}

async function showExport(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  next: NextFunction,
  fault: string | null = null,
) {
  const id = idOf(req)
  const found = id.success ? await exportOf(app, officerOf(req).unitId, id.data) : null
  if (!id.success || !found?.ok) return next()
  await noteReading(app, { officer: officerOf(req), action: 'read_export', subjectKind: 'export', subjectId: id.data })
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const told = { fault, isNew: !fault && req.query.da === 'xong', isAccepted: !fault && req.query.da === 'nhan' }
  res.page('staff/export-sheet', exportView(found.value, say, told), fault ? 409 : 200)
}
