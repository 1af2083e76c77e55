import { isHeldForDeciding } from '../../../core/domain/staff/case-hold.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'
import type { CasePage } from './case-page.ts'

/** A colleague's decision for this officer to look at; null when none waits for them (features E11). */
export function recheckView({ report, recheck }: CaseView, { open, values, errors }: CasePage, say: Say) {
  if (!recheck) return null
  const typed = open === 'recheck' && typeof values.recheckNote === 'string' ? values.recheckNote : ''
  return {
    href: paths.staff.reportRecheck(report.code),
    text: say('desk.recheck.text', { decision: say(`case.actions.${recheck.decision}`) }),
    note: typed,
    error: open === 'recheck' ? errors.of.recheckNote : undefined,
  }
}

/** Why the case is here again, or will be: the note of whoever looked again, until it is decided anew. */
export function doubtText({ report, doubts: [last] }: CaseView, say: Say): string | null {
  if (!last || (last.round < report.round && !isHeldForDeciding(report.state))) return null
  return say('desk.recheck.doubt', {
    name: last.staffName,
    decision: say(`case.actions.${last.decision}`),
    note: last.note,
  })
}
