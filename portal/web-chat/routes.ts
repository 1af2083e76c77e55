import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { attachmentLink } from '../../core/domain/chat/attachment-link.ts'
import type { App } from '../../core/ports/app.ts'
import { hear } from '../../core/use-cases/chat/hear.ts'
import { extendSession, sessionEnds } from '../../core/use-cases/chat/keep-session.ts'
import { acknowledge, maySay, readChat, waitUntilAnswered } from '../../core/use-cases/chat/read-chat.ts'
import { dropDraft } from '../../core/use-cases/citizen/keep-draft.ts'
import { failedPhotoCut } from '../../core/use-cases/follow-up/own-photo.ts'
import { outgoingText } from '../../templates/outgoing-text.ts'
import type { Renderer } from '../../templates/render.ts'
import { originOf } from '../middleware/origin-of.ts'
import '../middleware/request-types.ts'
import { paths } from '../paths.ts'
import { openStreams } from './open-streams.ts'
import { eventOf, readSayForm } from './say-form.ts'
import { CALM_PACE, pollAnswers, type StreamPace, streamAnswers } from './stream.ts'
import { chatView } from './view.ts'

/** A page without JavaScript waits this long for the answer, then says that it is late (channels 4). */
const WAIT_MS = 2_000

export interface WebChatParts {
  /** An SVG image of a QR code. */
  qr(text: string): Promise<string>
  pace?: StreamPace | undefined
}

/** The conversation as a page: whole without JavaScript, quicker with it. */
export function webChatRoutes(app: App, render: Renderer, { qr, pace = CALM_PACE }: WebChatParts): Router {
  const streams = openStreams()
  const deps = { app, render, streams, pace }
  return Router()
    .get(paths.citizen.chat, (req, res) => show(app, render, req, res))
    .post(paths.chatSteps.say, (req, res) => say(app, render, req, res))
    .get(paths.chatSteps.events, (req, res) => streamAnswers(deps, addressOf(req), req, res))
    .get(paths.chatSteps.newer, (req, res) => pollAnswers(deps, addressOf(req), req, res))
    .get(paths.chatSteps.picture(':id'), (req, res, next) => showPicture(app, render, qr, req, res, next))
    .post(paths.chatSteps.received, (req, res) => received(app, req, res))
    .post(paths.chatSteps.extend, async (req, res) => {
      await extendSession(app, addressOf(req))
      res.redirect(303, paths.chatSteps.newest)
    })
    .post(paths.chatSteps.end, async (req, res) => {
      // On a shared computer: the next person finds an empty page, and an open one falls silent.
      streams.endAll(addressOf(req))
      await dropDraft(app, { address: addressOf(req) })
      res.freshSession()
      res.redirect(303, paths.public.home)
    })
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
  const [history, endsAt] = await Promise.all([readChat(app, addressOf(req)), sessionEnds(app, addressOf(req))])
  res.page('chat/chat', chatView(history, render, req.locale, { error, endsAt, now: app.now() }), status)
}

async function say(app: App, render: Renderer, req: Request, res: Response): Promise<void> {
  const address = addressOf(req)
  const wantsJson = req.accepts(['html', 'json']) === 'json'
  const object = (key: string, status: number, params: Record<string, string | number> = {}) => {
    const error = render.sentence(key, req.locale, params)
    return wantsJson ? void res.status(status).json({ error }) : show(app, render, req, res, { error, status })
  }
  const form = readSayForm(req)
  if (form === 'too_long') return object('chat.page.tooLong', 422)
  if (form === 'not_readable') return object('chat.page.failed', 422)
  const may = await maySay(app, { address, origin: originOf(req), files: req.files.length })
  if (!may.ok) return object('chat.page.tooFast', 429, may.objection.detail)
  const event = await eventOf(app, req, address, form)
  if (!event) return object('chat.page.empty', 422)
  await hear(app, event)
  await acknowledge(app, address, form.seen)
  if (wantsJson) return void res.status(202).json({ ok: true })
  await waitUntilAnswered(app, event.dedupeKey, WAIT_MS)
  return res.redirect(303, paths.chatSteps.newest)
}

const Received = z.object({ seen: z.coerce.number().int().nonnegative() })

/** The page has shown everything up to here; it hears when its session ends (channels 4). */
async function received(app: App, req: Request, res: Response): Promise<void> {
  const read = Received.safeParse(req.form)
  if (!read.success) return void res.status(422).end()
  await acknowledge(app, addressOf(req), read.data.seen)
  res.json({ endsAt: (await sessionEnds(app, addressOf(req)))?.toISOString() ?? null })
}

/** A picture of one's own conversation, made when it is looked at; to everybody else it does not exist. */
async function showPicture(
  app: App,
  render: Renderer,
  qr: WebChatParts['qr'],
  req: Request,
  res: Response,
  next: () => void,
): Promise<void> {
  const { answered } = await readChat(app, addressOf(req))
  const line = answered.find(({ id }) => id === req.params.id)
  const attachment = line && outgoingText(render, line.content).attachment
  if (attachment?.form !== 'image') return next()
  if (attachment.maker === 'failed_photo') {
    const jpeg = await failedPhotoCut(app, { code: attachment.code, address: addressOf(req) })
    if (!jpeg) return next()
    res.type('jpeg').set('Cache-Control', 'no-store').send(jpeg)
    return
  }
  res.type('svg').send(await qr(attachmentLink(attachment, app.settings.publicUrl)))
}
