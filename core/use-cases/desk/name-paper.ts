import { done, type Outcome, object } from '../../domain/objection.ts'
import type { DisputePaper } from '../../domain/report/disputed-dose.ts'
import { ON_THE_CLOCK } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { actorOf, reachReport } from './reach-report.ts'

export interface NamePaper {
  officer: Officer
  code: string
  paper: DisputePaper
  /** Number or page; needed with every paper, so that somebody else finds it. */
  paperNumber: string | null
}

/** The facility names the paper with which it answers "I never had this dose" (features B06); before its decision. */
export async function namePaper(app: App, command: NamePaper): Promise<Outcome<null>> {
  const { officer, paper } = command
  const paperNumber = command.paperNumber?.trim() || null
  if (paper !== 'no_paper' && !paperNumber) return object('paper_needed', { field: 'paperNumber' })
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'decide_case', command.code, 'lock')
    if (!reached.ok) return reached
    const { id, state } = reached.value
    const disputes = await tx.disputedDoses.ofReport(id)
    if (disputes.length === 0 || !ON_THE_CLOCK.includes(state)) return object('not_possible_now', { state })
    await tx.disputedDoses.namePaper(id, { paper, paperNumber })
    await tx.history.append({
      subject: 'report',
      subjectId: id,
      action: 'dispute_paper',
      from: state,
      to: state,
      actor: actorOf(officer),
      detail: { paper },
      at: app.now(),
    })
    return done(null)
  })
}
