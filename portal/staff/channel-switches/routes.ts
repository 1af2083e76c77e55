import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { SWITCH_STATES, SWITCHED_CHANNELS } from '../../../core/domain/chat/channel-switch.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { readSwitches, switchChannel } from '../../../core/use-cases/channel-switch/switch-channel.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { switchesView } from './view.ts'

const SwitchForm = z.object({ channel: z.enum(SWITCHED_CHANNELS), state: z.enum(SWITCH_STATES) })

/** Which channels of the province are trusted, and how far (features L10, C14). */
export function channelSwitchRoutes(app: App, { sentence }: Pick<Renderer, 'sentence'>): Router {
  const handlers = requireOfficer(...rolesFor('switch_channels'))
  const show = async (req: Request, res: Response, fault: string | null, status = 200) => {
    const read = await readSwitches(app, { officer: officerOf(req) })
    const done = SWITCHED_CHANNELS.find((channel) => channel === req.query.done) ?? null
    const say = (key: string, params?: Record<string, string>) => sentence(key, req.locale, params)
    res.page('staff/channel-switches', switchesView(read.ok ? read.value : [], { done, fault }, say), status)
  }
  return Router()
    .get(paths.staff.channelSwitches, handlers, (req, res) => show(req, res, null))
    .post(paths.staff.channelSwitches, handlers, async (req, res) => {
      const form = SwitchForm.safeParse(req.form)
      if (!form.success) return show(req, res, sentence('objections.formNotReadable', req.locale), 422)
      const switched = await switchChannel(app, { ...form.data, officer: officerOf(req) })
      if (switched.ok) return res.redirect(303, `${paths.staff.channelSwitches}?done=${form.data.channel}`)
      const { code } = switched.objection
      return show(req, res, sentence(`objections.${code}`, req.locale), statusOf(code))
    })
}
