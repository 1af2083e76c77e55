import { type Request, type Response, Router } from 'express'
import type { App } from '../../core/ports/app.ts'
import { hear } from '../../core/use-cases/chat/hear.ts'
import { acknowledge, maySay, readChat, waitUntilAnswered } from '../../core/use-cases/chat/read-chat.ts'
import type { Renderer } from '../../templates/render.ts'
import '../middleware/request-types.ts'
import { paths } from '../paths.ts'
import { eventOf, readSayForm } from './say-form.ts'
import { streamAnswers } from './stream.ts'
import { chatView } from './view.ts'

/** A page without JavaScript waits this long for the answer, then says that it is late (channels 4). */
const WAIT_MS = 2_000

/** The conversation as a page: whole without JavaScript, quicker with it. */
export function webChatRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.citizen.chat, (req, res) => show(app, render, req, res))
    .post(paths.chatSteps.say, (req, res) => say(app, render, req, res))
    .get(paths.chatSteps.events, (req, res) => streamAnswers(app, render, addressOf(req), req, res))
}

function addressOf(req: Request): string {
  return `web|portal|${req.sessionId}`
}

async function show(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  { error = null, status = 200 }: { error?: string | null; status?: number } = {},
): Promise<void> {
  const history = await readChat(app, addressOf(req))
  res.page('chat/chat', chatView(history, render, req.locale, error), status)
}

async function say(app: App, render: Renderer, req: Request, res: Response): Promise<void> {
  const address = addressOf(req)
  const wantsJson = req.accepts(['html', 'json']) === 'json'
  const object = (key: string, status: number) => {
    const error = render.sentence(key, req.locale)
    return wantsJson ? void res.status(status).json({ error }) : show(app, render, req, res, { error, status })
  }
  const form = readSayForm(req)
  if (!form) return object('chat.page.failed', 422)
  if (!(await maySay(app, address))) return object('chat.page.tooFast', 429)
  const event = await eventOf(app, req, address, form)
  if (!event) return object('chat.page.empty', 422)
  await hear(app, event)
  await acknowledge(app, address, form.seen)
  if (wantsJson) return void res.status(202).json({ ok: true })
  await waitUntilAnswered(app, event.dedupeKey, WAIT_MS)
  return res.redirect(303, paths.chatSteps.newest)
}
