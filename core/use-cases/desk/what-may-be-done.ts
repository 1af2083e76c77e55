import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { isHeldForDeciding } from '../../domain/staff/case-hold.ts'
import { deskActions } from '../../domain/staff/desk-actions.ts'
import { passingOn } from '../../domain/staff/passing-on.ts'
import { may, mayAt } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { rulingState } from './ask-for-ruling.ts'
import { holdOfOther } from './case-hold.ts'
import type { CaseView } from './case-view.ts'
import { handOverTargets } from './hand-over-targets.ts'
import { answersForForeigner } from './injecting-unit.ts'

type Possible = Pick<CaseView, 'actions' | 'mayDecide' | 'heldBy' | 'ruling' | 'handOverTo'>

/** Which buttons this officer gets, and why there are none. */
export async function whatMayBeDone(
  app: App,
  tx: Tx,
  officer: Officer,
  report: Report,
  record: PlatformRecord | null,
): Promise<Possible> {
  const found = await tx.hopRulings.of(report.id)
  const ruling = rulingState(found)
  const answers = await answersForForeigner(tx, record, officer.unitId)
  const mayPlace = may(officer, 'place_reports')
  const facts = { report, nationality: record?.nationality ?? null, answersForForeigner: answers, ruling, mayPlace }
  // Whoever refused it three times, whose refusal is appealed, or with whom it does not lie may only pass it on (features B08, D05).
  const mayDecide = mayAt(officer, 'decide_case', report.unitId)
  const barred = !mayDecide || (await tx.reviewers.isBarred(report.id, officer.staffId))
  const mayPass = mayAt(officer, 'hand_over_case', report.unitId)
  const held = isHeldForDeciding(report.state) ? await holdOfOther(app, tx, report.id, officer) : null
  const actions = deskActions(facts, officer.role).filter((action) => (action === 'hand_over' ? mayPass : !barred))
  return {
    actions,
    mayDecide,
    heldBy: held,
    ruling: found && { ...found, unitName: await unitName(tx, found.ruledUnitId ?? found.unitId) },
    handOverTo: await handOverTargets(tx, report.unitId, passingOn(report, ruling, mayPlace)),
  }
}

const unitName = async (tx: Tx, unitId: string) => (await tx.units.get(unitId))?.name ?? ''
