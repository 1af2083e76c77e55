import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { closePlatformTask, platformTasks } from '../../../core/use-cases/exchange/work-on-platform-tasks.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { tasksView } from './view.ts'

const CloseForm = z.object({ taskId: z.uuid() })

/** What the exchange with the Platform leaves for people: rows that did not land, rest, or belong to this place (features G03, G04, G12). */
export function platformTaskRoutes(app: App, render: Renderer): Router {
  const desk = requireOfficer(...rolesFor('export_for_platform'))
  const show = async (req: Request, res: Response, fault: string | null) => {
    const officer = officerOf(req)
    await noteReading(app, { officer, action: 'read_platform_tasks', subjectKind: 'unit', subjectId: officer.unitId })
    const tasks = await platformTasks(app, officer.unitId)
    const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
    const told = { fault, isClosed: !fault && req.query.da === 'dong', now: app.now() }
    res.page('staff/platform-tasks', tasksView(tasks, say, told), fault ? 409 : 200)
  }
  return Router()
    .get(paths.staff.platformTasks, desk, (req, res) => show(req, res, null))
    .post(paths.staff.platformTasks, desk, async (req, res, next) => {
      const form = CloseForm.safeParse(req.form)
      if (!form.success) return next()
      const outcome = await closePlatformTask(app, { officer: actingOfficer(req), taskId: form.data.taskId })
      if (outcome.ok) return res.redirect(303, `${paths.staff.platformTasks}?da=dong`)
      return show(req, res, render.sentence(`objections.${outcome.objection.code}`, req.locale))
    })
}
