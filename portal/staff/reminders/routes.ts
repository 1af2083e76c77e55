import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { AUDIENCES } from '../../../core/ports/campaigns.ts'
import { lookAtAudiences, previewAudience } from '../../../core/use-cases/reminders/look-at-audiences.ts'
import { startCampaign } from '../../../core/use-cases/reminders/start-campaign.ts'
import { campaignOf, stopCampaign } from '../../../core/use-cases/reminders/stop-campaign.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { audienceView, campaignView, overviewView } from './view.ts'

const AudienceName = z.enum(AUDIENCES)
const CampaignId = z.uuid()

/** Reminders by staff: live counts, sample, preview, send, stop (features I07, I08). */
export function reminderRoutes(app: App, render: Renderer): Router {
  const routes = Router()
  const station = requireOfficer(...rolesFor('send_reminders'))
  const say = (req: Request) => (key: string, params?: Record<string, string | number>) =>
    render.sentence(key, req.locale, params)

  routes.get(paths.staff.reminders, station, async (req, res) => {
    const seen = await lookAtAudiences(app, officerOf(req))
    if (!seen.ok) return objected(res, seen.objection)
    return res.page('staff/reminders', overviewView(seen.value, say(req)))
  })

  routes.get(paths.staff.audience(':audience'), station, async (req, res, next) => {
    const audience = AudienceName.safeParse(req.params.audience)
    if (!audience.success) return next()
    const seen = await previewAudience(app, { officer: officerOf(req), audience: audience.data })
    if (!seen.ok) return objected(res, seen.objection)
    return res.page('staff/reminder-audience', audienceView(seen.value, render, say(req)))
  })

  routes.post(paths.staff.audience(':audience'), station, async (req, res, next) => {
    const audience = AudienceName.safeParse(req.params.audience)
    if (!audience.success) return next()
    const started = await startCampaign(app, { officer: officerOf(req), audience: audience.data })
    if (!started.ok) return objected(res, started.objection)
    return res.redirect(303, paths.staff.campaign(started.value.campaignId))
  })

  routes.get(paths.staff.campaign(':id'), station, async (req, res, next) => {
    const id = CampaignId.safeParse(req.params.id)
    if (!id.success) return next()
    const found = await campaignOf(app, { officer: officerOf(req), campaignId: id.data })
    if (!found.ok) return objected(res, found.objection)
    return res.page('staff/reminder-campaign', campaignView(found.value, say(req)))
  })

  routes.post(paths.staff.campaign(':id'), station, async (req, res, next) => {
    const id = CampaignId.safeParse(req.params.id)
    if (!id.success) return next()
    const stopped = await stopCampaign(app, { officer: officerOf(req), campaignId: id.data })
    if (!stopped.ok) return objected(res, stopped.objection)
    return res.redirect(303, paths.staff.campaign(id.data))
  })
  return routes
}

function objected(res: Response, { code }: Objection): void {
  res.page('staff/objection', { code, backHref: paths.staff.reminders }, statusOf(code))
}
