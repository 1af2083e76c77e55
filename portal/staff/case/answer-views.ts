import { DISPUTE_PAPERS } from '../../../core/domain/report/disputed-dose.ts'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

/** "I never had this dose": frozen, and answered with the facility's paper (features B06). */
export function disputeView({ report, disputes, mayDecide }: CaseView, say: Say) {
  const [first] = disputes
  if (!first) return null
  const { paper, paperNumber, outcome } = first
  return {
    href: paths.staff.reportPaper(report.code),
    doses: disputes.map(({ givenOn, facility }) =>
      [givenOn && formatDate(givenOn), facility].filter(Boolean).join(' · '),
    ),
    letter: outcome
      ? [
          say(`track.dispute.${outcome}`),
          paper && say(`track.dispute.paper.${paper}`),
          paperNumber && say('track.dispute.number', { number: paperNumber }),
        ]
          .filter(Boolean)
          .join(' ')
      : null,
    mayName: mayDecide && outcome === null && ON_THE_CLOCK.includes(report.state),
    paper: paper ?? '',
    paperNumber: paperNumber ?? '',
    papers: DISPUTE_PAPERS.map((value) => ({ value, label: say(`case.disputePapers.${value}`), hint: null })),
  }
}

/** The urgent lane and the look that every use gets, from somebody who does not hold the case (features B12). */
export function urgentView({ report, urgent, mayDecide }: CaseView, officerId: string, say: Say) {
  if (!urgent) return null
  const { lane, reason, neededOn, lookedAt } = urgent
  return {
    href: paths.staff.reportHurry(report.code),
    text: say(`case.urgent.${lane}`, { reason: say(`report.urgent.reason.${reason}.name`), day: formatDate(neededOn) }),
    looked: lookedAt !== null,
    mayLook: mayDecide && lookedAt === null && report.takenBy !== officerId,
  }
}

/** The other half of the same receipt, so that nobody waits for work that lies elsewhere (docs/decisions/two-branches.md). */
export function otherPartsView({ otherParts }: CaseView, say: Say) {
  return otherParts.map(({ code, unitName, state, isInReach }) => ({
    text: `${code} · ${unitName} · ${say(`queue.states.${state}`)}`,
    href: isInReach ? paths.staff.report(code) : null,
  }))
}
