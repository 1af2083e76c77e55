import { type Request, type Response, Router } from 'express'
import { isRowId } from '../../../core/domain/row-id.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { listInbox } from '../../../core/use-cases/thread/list-inbox.ts'
import { openThread } from '../../../core/use-cases/thread/open-thread.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { actOn } from './acts.ts'
import { InboxQuery, ThreadForm, ThreadQuery } from './form.ts'
import { inboxView } from './inbox-view.ts'
import { filledAnswer } from './ready-answer.ts'
import { type ThreadPage, threadView } from './thread-view.ts'

/** Citizens who asked for a human, and the talk with each of them (features D11, E07, E20). */
export function inboxRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('talk_to_citizens'))
  return Router()
    .get(paths.staff.inbox, allowed, async (req, res) => {
      const { 'don-vi': unitId } = InboxQuery.parse(req.query)
      const outcome = await listInbox(app, { officer: officerOf(req), unitId })
      if (!outcome.ok) return objected(res, outcome.objection.code)
      const say = (key: string, params = {}) => render.sentence(key, req.locale, params)
      return res.page('staff/inbox', inboxView(outcome.value, { unitId, now: app.now(), officer: officerOf(req) }, say))
    })
    .get(paths.staff.thread(':id'), allowed, (req, res) => readThread(app, render, req, res))
    .post(paths.staff.thread(':id'), allowed, (req, res) => writeThread(app, render, req, res))
}

/** A ready answer to look at stands in the address, so that choosing one needs no JavaScript and changes nothing. */
async function readThread(app: App, render: Renderer, req: Request, res: Response): Promise<void> {
  const { mau, sua, da } = ThreadQuery.parse(req.query)
  if (!mau) return show(app, render, req, res, { done: da })
  const filled = await filledAnswer(app, render, { officer: officerOf(req), requestId: idOf(req), answerKey: mau })
  if (!filled.ok)
    return show(app, render, req, res, { answer: mau, objection: filled.objection }, statusOf(filled.objection.code))
  if (sua) return show(app, render, req, res, { text: filled.value })
  return show(app, render, req, res, { answer: mau, preview: filled.value })
}

async function writeThread(app: App, render: Renderer, req: Request, res: Response): Promise<void> {
  const form = ThreadForm.safeParse(req.form)
  const typed = typeof req.form.text === 'string' ? req.form.text : ''
  if (!form.success) {
    const errors = formErrors(form.error, (key) => render.sentence(key, req.locale))
    return show(app, render, req, res, { text: typed, errors }, 422)
  }
  if (form.data.act === 'preview') return show(app, render, req, res, { text: form.data.text, preview: form.data.text })
  const outcome = await actOn(app, render, { officer: officerOf(req), requestId: idOf(req) }, form.data)
  if (outcome.ok) return res.redirect(303, `${paths.staff.thread(idOf(req))}?da=${outcome.value.done}#cuoi`)
  const { objection, preview } = outcome
  const page = form.data.act === 'send_ready' ? { answer: form.data.answer, preview } : { text: typed }
  return show(app, render, req, res, { ...page, objection }, statusOf(objection.code))
}

async function show(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  page: Partial<ThreadPage>,
  status = 200,
): Promise<void> {
  const opened = await openThread(app, { officer: officerOf(req), requestId: idOf(req) })
  if (!opened.ok) return objected(res, opened.objection.code)
  const whole: ThreadPage = {
    ...EMPTY,
    ...page,
    replyId: app.newId(),
    now: app.now(),
    officerId: officerOf(req).staffId,
  }
  res.page('staff/inbox-thread', threadView(opened.value, whole, render, req.locale), status)
}

const EMPTY = { text: '', answer: null, preview: null, done: null, objection: null, errors: noErrors }

function objected(res: Response, code: Parameters<typeof statusOf>[0]): void {
  res.page('staff/objection', { code, backHref: paths.staff.inbox }, statusOf(code))
}

/** An address that is no id is a thread that does not exist. */
function idOf(req: Request): string {
  const id = String(req.params.id)
  return isRowId(id) ? id : '00000000-0000-0000-0000-000000000000'
}
