import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { importWorkbook } from '../../../core/use-cases/police/import-workbook.ts'
import { makeWorkbook } from '../../../core/use-cases/police/make-workbook.ts'
import { storedWorkbook, workbooksOf } from '../../../core/use-cases/police/read-workbooks.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { requireOfficer } from '../officer.ts'
import { type BookPaths, bookView, type Told } from './view.ts'

const Form = z.object({ act: z.enum(['make', 'import']), password: z.string().max(100).optional() })
const ToldQuery = z.object({
  nhan: z.coerce.number().int().min(0).max(200),
  con: z.coerce.number().int().min(0).max(200),
})

const STATION: BookPaths = {
  page: paths.chain.policeListBook,
  file: paths.chain.policeListBookFile,
  list: paths.chain.policeList,
}
const POLICE: BookPaths = {
  page: paths.chain.policeDeskBook,
  file: paths.chain.policeDeskBookFile,
  list: paths.chain.policeDeskList,
}

/** A list out and back as an encrypted workbook, for the station and for the police (features F07). */
export function policeWorkbookRoutes(app: App, render: Renderer): Router {
  return Router()
    .use(bookRoutes(app, render, STATION, requireOfficer(...rolesFor('draw_up_police_list'))))
    .use(bookRoutes(app, render, POLICE, requireOfficer(...rolesFor('answer_police_row'))))
}

function bookRoutes(app: App, render: Renderer, at: BookPaths, gate: ReturnType<typeof requireOfficer>): Router {
  return Router()
    .get(at.page(':number'), gate, (req, res, next) => show(app, render, at, { req, res, next }, nothing(req, render)))
    .post(at.page(':number'), gate, async (req, res, next) => {
      const form = Form.safeParse(req.form)
      if (!form.success) return next()
      if (form.data.act === 'make') return make(app, render, at, { req, res, next })
      return take(app, render, at, { req, res, next }, form.data.password ?? '')
    })
    .get(at.file(':number', ':id'), gate, async (req, res, next) => {
      const { number, id } = req.params
      const file = await storedWorkbook(app, { officer: actingOfficer(req), number: String(number), id: String(id) })
      if (!file) return next()
      res.type('xlsx').attachment(`${number}.xlsx`).set('Cache-Control', 'no-store').send(file)
    })
}

interface Turn {
  req: Request
  res: Response
  next: NextFunction
}

async function show(app: App, render: Renderer, at: BookPaths, { req, res, next }: Turn, told: Told): Promise<void> {
  const found = await workbooksOf(app, { officer: actingOfficer(req), number: String(req.params.number) })
  if (!found.ok) return next()
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  res.set('Cache-Control', 'no-store')
  res.page(
    'staff/police-workbook',
    bookView(String(req.params.number), found.value, at, say, told),
    told.fault ? 409 : 200,
  )
}

/** The password stands on the answer to this very press and nowhere else. */
async function make(app: App, render: Renderer, at: BookPaths, turn: Turn): Promise<void> {
  const { req } = turn
  const made = await makeWorkbook(app, { officer: actingOfficer(req), number: String(req.params.number) })
  if (!made.ok) return turn.next()
  return show(app, render, at, turn, { fault: null, done: null, made: made.value })
}

async function take(app: App, render: Renderer, at: BookPaths, turn: Turn, password: string): Promise<void> {
  const { req, res } = turn
  const bytes = req.files.find((file) => file.field === 'file')?.bytes ?? Buffer.alloc(0)
  const number = String(req.params.number)
  const taken = await importWorkbook(app, { officer: actingOfficer(req), number, bytes, password })
  if (taken.ok) {
    const query = new URLSearchParams({ nhan: String(taken.value.changed), con: String(taken.value.left) })
    return res.redirect(303, `${at.page(number)}?${query}`)
  }
  const { code, detail } = taken.objection
  const fault = render.sentence(`objections.${code}`, req.locale, detail)
  return show(app, render, at, turn, { fault, done: null, made: null })
}

function nothing(req: Request, render: Renderer): Told {
  const told = ToldQuery.safeParse(req.query)
  if (!told.success) return { fault: null, done: null, made: null }
  const { nhan: changed, con: left } = told.data
  return { fault: null, done: render.sentence('police.book.imported', req.locale, { changed, left }), made: null }
}
