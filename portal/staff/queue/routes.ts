import { Router } from 'express'
import { readCaseCode } from '../../../core/domain/report/receipt-code.ts'
import { may, rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { deadTooLong } from '../../../core/use-cases/dead-letters/dead-too-long.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { isOpenOnly, QueueQuery } from './form.ts'
import { queueView } from './view.ts'

/** The unit's reports with exact counts, filters and due times (features E03, E09). */
export function queueRoutes(app: App, render: Renderer): Router {
  return Router().get(paths.staff.queue, requireOfficer(...rolesFor('see_queue')), async (req, res) => {
    const { after, ...query } = QueueQuery.parse(req.query)
    const { order, all, look: awaitsLook, ruling: awaitsRuling, own: ownUnit, ...filter } = query
    const open = isOpenOnly(query)
    const outcome = await listWork(app, {
      officer: officerOf(req),
      filter: { ...filter, awaitsLook, awaitsRuling, ownUnit, open },
      order,
      after,
    })
    if (!outcome.ok) {
      const { code } = outcome.objection
      return res.page('staff/objection', { code, backHref: paths.staff.home }, statusOf(code))
    }
    const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
    const handedOver = readCaseCode(String(req.query.chuyen ?? ''))
    const shown = { isLater: after !== null, handedOver, mayPull: may(officerOf(req), 'place_reports'), now: app.now() }
    const dead = may(officerOf(req), 'see_dead_letters') ? await deadTooLong(app) : 0
    const alarm = dead > 0 ? { text: say('deadletters.waiting', { count: dead }), href: paths.staff.deadLetters } : null
    return res.page('staff/queue', { ...queueView(outcome.value, query, shown, say), alarm })
  })
}
