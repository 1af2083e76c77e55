import { HOLD_MS, isHeldForDeciding } from '../../../core/domain/staff/case-hold.ts'
import type { WhoHolds } from '../../../core/use-cases/desk/case-hold.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'
import type { CasePage } from './case-page.ts'

/** The badge with a name: who has the case open, and what a colleague may do about it (features E04). */
export function holdView({ code, hold, isMine, mayTakeOver }: WhoHolds, isStale: boolean, say: Say) {
  const until = hold ? formatDateTime(hold.until) : ''
  return {
    href: paths.staff.reportHold(code),
    caseHref: paths.staff.report(code),
    text: hold && say(isMine ? 'desk.hold.mine' : 'desk.hold.theirs', { name: hold.staffName, until }),
    isTheirs: hold !== null && !isMine,
    mayTakeOver: hold !== null && mayTakeOver,
    stale: isStale ? say('desk.hold.stale') : null,
  }
}

/** The same for the case page: nothing to say about a case that is decided or lies elsewhere. */
export function heldView({ report, heldBy, mayDecide }: CaseView, { now }: CasePage, say: Say) {
  if (!isHeldForDeciding(report.state) || !mayDecide) return null
  const mine = { staffId: '', staffName: '', until: new Date(now.getTime() + HOLD_MS) }
  const facts = { code: report.code, version: report.version, hold: heldBy ?? mine, isMine: !heldBy }
  return holdView({ ...facts, mayTakeOver: heldBy !== null }, false, say)
}
