import { Router } from 'express'
import { may } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import type { StaffNotice, StaffNoticeKind } from '../../../core/ports/staff-notices.ts'
import { ownNotices, readNotices } from '../../../core/use-cases/staff-notices/own-notices.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'

type Door = 'report' | 'list' | 'hamlet' | 'people' | 'queue'

const DOOR: Record<StaffNoticeKind, Door | null> = {
  digest: 'queue',
  police_digest: null,
  report_overdue: 'report',
  report_escalated: 'report',
  ruling_late: 'report',
  list_nudge: 'list',
  list_breach: 'list',
  hamlet_nudge: 'hamlet',
  hamlet_late: 'hamlet',
  shared_log_in: 'people',
  unread: 'people',
  request_waits: 'people',
  account_unconfirmed: 'people',
  account_idle: 'people',
}

/** What the house told this officer (features I11). */
export function noticeRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.staff.notices, requireOfficer(), async (req, res) => {
      const officer = officerOf(req)
      const until = app.now().toISOString()
      const notices = await ownNotices(app, { officer })
      const say = (key: string, params = {}) => render.sentence(`notices.${key}`, req.locale, params)
      const shown = notices.map((notice) => ({
        text: say(`kinds.${notice.kind}`, notice.detail),
        at: notice.madeAt.toISOString(),
        fresh: notice.readAt === null,
        door: doorOf(notice, officer, say),
      }))
      res.page('staff/notices', { notices: shown, until, anyFresh: shown.some(({ fresh }) => fresh) })
    })
    .post(paths.staff.notices, requireOfficer(), async (req, res) => {
      const until = new Date(String(req.form.until))
      if (!Number.isNaN(until.getTime())) await readNotices(app, { officer: officerOf(req), until })
      res.redirect(303, paths.staff.notices)
    })
}

function doorOf(notice: StaffNotice, officer: Officer, say: (key: string) => string) {
  const door = DOOR[notice.kind]
  const href = door && hrefOf(door, String(notice.detail.code ?? ''), officer)
  return href ? { href, label: say(`open.${door}`) } : null
}

function hrefOf(door: Door, code: string, officer: Officer): string | null {
  if (door === 'report') return may(officer, 'see_case') ? paths.staff.report(code) : null
  if (door === 'people') return may(officer, 'manage_staff') ? paths.staff.people : null
  if (door === 'hamlet') return may(officer, 'review_with_hamlet') ? paths.hamlet.list(code) : null
  if (door === 'queue') return may(officer, 'see_queue') ? paths.staff.queue : null
  if (may(officer, 'answer_police_row')) return paths.chain.policeDeskList(code)
  return may(officer, 'draw_up_police_list') ? paths.chain.policeList(code) : null
}
