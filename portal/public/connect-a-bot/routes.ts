import { type Request, type Response, Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { isZaloConnected } from '../../../core/use-cases/zalo/read-connection.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { ConfiguredChannels } from '../../configured-channels.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { requireOfficer } from '../../staff/officer.ts'
import { connectABotView } from './view.ts'

interface Deps {
  app: App
  render: Renderer
  configured: ConfiguredChannels
}

/** How to connect a real bot, for everybody: mounted in practice mode only. */
export function publicGuideRoutes(deps: Deps): Router {
  return Router().get(paths.public.connectABot, (req, res) => show(deps, req, res, 'public/connect-a-bot'))
}

/** The same for those who manage channels, in every mode. */
export function staffGuideRoutes(deps: Deps): Router {
  const handlers = requireOfficer(...rolesFor('manage_channels'))
  return Router().get(paths.staff.connectABot, handlers, (req, res) => show(deps, req, res, 'staff/connect-a-bot'))
}

async function show({ app, render, configured }: Deps, req: Request, res: Response, page: string): Promise<void> {
  const now = { publicUrl: app.settings.publicUrl, configured, isZaloConnected: await isZaloConnected(app) }
  res.page(page, connectABotView(now, req.locale, render))
}
