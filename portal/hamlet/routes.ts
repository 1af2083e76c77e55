import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../core/ports/app.ts'
import {
  handInByPhone,
  isHamletLinkOpen,
  listOnPhone,
  openByPin,
  type PhoneView,
} from '../../core/use-cases/hamlet/phone-of-hamlet.ts'
import type { HandedIn } from '../../core/use-cases/hamlet/take-hamlet-answers.ts'
import type { Renderer } from '../../templates/render.ts'
import { formatDateTime } from '../../templates/rendering/formatters.ts'
import { cookieOf } from '../middleware/cookies.ts'
import '../middleware/request-types.ts'
import { paths } from '../paths.ts'
import { type ReadRows, readRows } from './answer-form.ts'
import { hamletWords } from './answer-words.ts'
import { askedRowView, faultLinks, householdsView, type Say } from './row-view.ts'

const COOKIE = 'ra_soat'
const ActForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('pin'), pin: z.string().trim().max(20) }),
  z.object({ act: z.literal('hand_in') }),
])

/** The hamlet's own page: one list, by a link and a PIN that were given by hand (features E13). */
export function hamletPhoneRoutes(app: App, render: Renderer): Router {
  const secure = app.settings.publicUrl.startsWith('https:')
  const path = paths.hamlet.phone(':token')
  return Router()
    .get(path, (req, res) => show(app, render, req, res, { read: null, handedIn: null }))
    .post(path, async (req, res) => {
      const form = ActForm.safeParse(req.form)
      if (!form.success) return show(app, render, req, res, { read: null, handedIn: null })
      if (form.data.act === 'pin') return tryPin(app, render, req, res, { pin: form.data.pin, secure })
      return handIn(app, render, req, res)
    })
}

const tokenOf = (req: Request) => String(req.params.token)
const keyOf = (req: Request) => cookieOf(req, COOKIE) ?? ''

const sayIn =
  (render: Renderer, req: Request): Say =>
  (key, params) =>
    render.sentence(key, req.locale, params)

async function tryPin(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  { pin, secure }: { pin: string; secure: boolean },
) {
  const opened = await openByPin(app, { token: tokenOf(req), pin })
  if (!opened.ok) {
    const { code, detail } = opened.objection
    if (code === 'hamlet_link_over') return res.page('public/hamlet-over', {}, 404)
    const error = sayIn(render, req)(`objections.${code}`, detail)
    return res.page('public/hamlet-pin', pinView(error), 422)
  }
  const { key, expiresAt } = opened.value
  const maxAge = expiresAt.getTime() - app.now().getTime()
  res.cookie(COOKIE, key, { httpOnly: true, sameSite: 'lax', secure, path: '/ra-soat', maxAge })
  res.redirect(303, paths.hamlet.phone(tokenOf(req)))
}

const pinView = (error: string | null) => ({
  error,
  errors: error ? [{ href: '#pin', message: error }] : [],
})

async function handIn(app: App, render: Renderer, req: Request, res: Response) {
  const read = readRows(req.form)
  const given = { answers: read.answers, words: hamletWords(render) }
  const handedIn = await handInByPhone(app, { token: tokenOf(req), key: keyOf(req), ...given })
  if (req.accepts(['html', 'json']) === 'json') return answerScript(res, read, handedIn)
  return show(app, render, req, res, { read, handedIn })
}

/** For the page's own script: which rows it may forget, and which it must show again. */
function answerScript(res: Response, read: ReadRows, handedIn: HandedIn | null) {
  if (!handedIn) return res.status(401).json({ needs: 'pin' })
  const { taken, known, differing } = handedIn
  return res.json({ done: [...taken, ...known], differing, faults: read.faults })
}

interface Shown {
  read: ReadRows | null
  handedIn: HandedIn | null
}

async function show(app: App, render: Renderer, req: Request, res: Response, shown: Shown) {
  const view = await listOnPhone(app, { token: tokenOf(req), key: keyOf(req) })
  if (view) return res.page('public/hamlet-sheet', sheetView(view, shown, sayIn(render, req)))
  if (!(await isHamletLinkOpen(app, tokenOf(req)))) return res.page('public/hamlet-over', {}, 404)
  res.page('public/hamlet-pin', pinView(null))
}

function sheetView({ list, unitName, rows, total, expiresAt }: PhoneView, { read, handedIn }: Shown, say: Say) {
  const taken = handedIn ? handedIn.taken.length + handedIn.known.length : 0
  return {
    number: list.number,
    hamlet: list.hamlet ?? say('hamlet.unknownHamlet'),
    unitName,
    due: formatDateTime(list.dueAt),
    until: formatDateTime(expiresAt),
    progress: say('hamlet.phone.progress', { done: total - rows.length, total }),
    told: handedIn && say('hamlet.phone.taken', { count: taken }),
    differing: handedIn && handedIn.differing.length > 0 ? handedIn.differing.join(', ') : null,
    errors: faultLinks(rows, read, say),
    homes: householdsView(
      rows.map((row) => askedRowView(row, read, say)),
      say,
    ),
    isWhole: rows.length === 0,
  }
}
