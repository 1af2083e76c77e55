import { type Request, type Response, Router } from 'express'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { chooseChannel, ownAddress, ownChannels, stopEverywhere } from '../../../core/use-cases/contact/own-channels.ts'
import { unlinkChannel } from '../../../core/use-cases/contact/unlink-channel.ts'
import { useLinkCode } from '../../../core/use-cases/contact/use-link-code.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { notMePage } from './not-me-page.ts'
import { contactView } from './view.ts'

type Done = 'linked' | 'unlinked' | 'chosen' | 'stopped' | 'started'

/** A person's ways of talking: join, leave, choose, be silent (features A13, I10), without JavaScript. */
export function contactRouter(deps: CitizenDeps): Router {
  const { own, makeCode, useCode, unlink, choose, stop } = paths.contact
  const routes = Router()
    .use(notMePage(deps))
    .get(own, (req, res) => show(deps, req, res, {}))
    .post(makeCode, (req, res) => makeOne(deps, req, res))
  // Where the language links of an answer to a form lead.
  for (const path of [makeCode, useCode, unlink, choose, stop]) routes.get(path, (_req, res) => res.redirect(303, own))
  for (const [path, act] of Object.entries(actsOf(deps))) {
    routes.post(path, async (req, res) => {
      const outcome = await act.work(req)
      if (!outcome.ok) return show(deps, req, res, { errors: saying(deps, req, act.field, outcome.objection) }, 422)
      return res.redirect(303, `${own}?xong=${act.done(req)}`)
    })
  }
  return routes
}

interface Act {
  work(req: Request): Promise<Outcome<unknown>>
  done(req: Request): Done
  field: string
}

function actsOf(deps: CitizenDeps): Record<string, Act> {
  const { app } = deps
  return {
    [paths.contact.useCode]: {
      work: (req) => useLinkCode(app, { address: addressOf(req), code: textOf(req.form, 'code') }),
      done: () => 'linked',
      field: 'code',
    },
    [paths.contact.unlink]: { work: (req) => unlinkOne(deps, req), done: () => 'unlinked', field: 'id' },
    [paths.contact.choose]: { work: (req) => chooseOne(deps, req), done: () => 'chosen', field: 'preferred' },
    [paths.contact.stop]: {
      work: (req) => stopEverywhere(app, { address: addressOf(req), stop: isStop(req) }),
      done: (req) => (isStop(req) ? 'stopped' : 'started'),
      field: 'stop',
    },
  }
}

/** Shown once, in the answer itself: the code stands nowhere. */
async function makeOne(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const made = await makeLinkCode(deps.app, { address: addressOf(req) })
  if (made.ok) return show(deps, req, res, { made: made.value })
  return show(deps, req, res, { errors: saying(deps, req, 'make', made.objection) }, 429)
}

const isStop = (req: Request) => textOf(req.form, 'act') !== 'start'

async function unlinkOne({ app }: CitizenDeps, req: Request): Promise<Outcome<null>> {
  const by = addressOf(req)
  const address = await ownAddress(app, { address: by, id: textOf(req.form, 'id') })
  return unlinkChannel(app, { address: address ?? '', by })
}

async function chooseOne({ app }: CitizenDeps, req: Request): Promise<Outcome<null>> {
  const id = textOf(req.form, 'preferred')
  return chooseChannel(app, { address: addressOf(req), id: id === 'last' ? null : id })
}

function saying(deps: CitizenDeps, req: Request, field: string, { code, detail }: Objection): FormErrors {
  return errorAt(field, sayIn(deps, req)(objectionKey(code), detail))
}

interface Shown {
  errors?: FormErrors
  made?: { code: string; minutes: number }
}

async function show(deps: CitizenDeps, req: Request, res: Response, { errors, made }: Shown, status = 200) {
  const own = await ownChannels(deps.app, { address: addressOf(req) })
  const { xong } = req.query
  const facts = { errors: errors ?? noErrors, made: made ?? null, done: typeof xong === 'string' ? xong : null }
  res.page('citizen/contact', contactView(own, facts, sayIn(deps, req)), status)
}
