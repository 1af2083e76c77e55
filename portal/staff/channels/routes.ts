import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { disconnectZalo } from '../../../core/use-cases/zalo/disconnect.ts'
import { finishConsent } from '../../../core/use-cases/zalo/finish-consent.ts'
import { lookAtAccount } from '../../../core/use-cases/zalo/look-at-account.ts'
import { readChannels } from '../../../core/use-cases/zalo/read-channels.ts'
import { startConsent } from '../../../core/use-cases/zalo/start-consent.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { ConfiguredChannels } from '../../configured-channels.ts'
import '../../middleware/request-types.ts'
import { allowFormsTo } from '../../middleware/security-headers.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { ChannelForm, DoneQuery, ReturnQuery } from './form.ts'
import { channelsView } from './view.ts'

interface Deps {
  app: App
  render: Renderer
  configured: ConfiguredChannels
}

/** How every channel stands, and the consent that lets the house speak for the Official Account (channels 1.2). */
export function channelRoutes(deps: Deps): Router {
  const { app } = deps
  const handlers = requireOfficer(...rolesFor('manage_channels'))
  const redirectUri = () => app.settings.publicUrl + paths.staff.zaloReturn
  const asking = (req: Request) => ({ officer: officerOf(req), sessionToken: sessionTokenOf(req) ?? '' })

  const acts = {
    connect: async (req: Request, res: Response) => {
      const begun = await startConsent(app, { ...asking(req), redirectUri: redirectUri() })
      return begun.ok ? res.redirect(303, begun.value.url) : show(deps, req, res, begun.objection)
    },
    look: async (req: Request, res: Response) => backTo(deps, req, res, 'look', await lookAtAccount(app)),
    disconnect: async (req: Request, res: Response) =>
      backTo(deps, req, res, 'disconnect', await disconnectZalo(app, asking(req))),
  }
  return Router()
    .get(paths.staff.channels, handlers, (req, res) => show(deps, req, res, null))
    .post(paths.staff.channels, handlers, async (req, res) => {
      const form = ChannelForm.safeParse(req.form)
      return form.success ? acts[form.data.act](req, res) : show(deps, req, res, { code: 'changed_meanwhile' })
    })
    .get(paths.staff.zaloReturn, handlers, async (req, res) => {
      const back = ReturnQuery.parse(req.query)
      return backTo(deps, req, res, 'connect', await finishConsent(app, { ...asking(req), ...back }))
    })
}

type Act = 'connect' | 'look' | 'disconnect'

function backTo(
  deps: Deps,
  req: Request,
  res: Response,
  act: Act,
  outcome: { ok: true } | { ok: false; objection: Objection },
) {
  if (!outcome.ok) return show(deps, req, res, outcome.objection)
  return res.redirect(303, `${paths.staff.channels}?done=${act}`)
}

async function show({ app, render, configured }: Deps, req: Request, res: Response, objection: Objection | null) {
  const read = await readChannels(app, { officer: officerOf(req) })
  if (!read.ok) return res.page('staff/objection', { code: read.objection.code, backHref: paths.staff.home }, 403)
  const told = DoneQuery.safeParse(req.query)
  const done = told.success && !objection ? told.data.done : null
  const { publicUrl, practice } = app.settings
  const now = { ...read.value, configured, practice, publicUrl, done, objection }
  if (app.zalo) allowFormsTo(res, app.zalo.consentOrigin)
  res.page('staff/channels', channelsView(now, req.locale, render), objection ? statusOf(objection.code) : 200)
}
