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
