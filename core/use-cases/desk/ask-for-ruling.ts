import type { Report } from '../../domain/report/report.ts'
import { passingOn, RULING_MS, type Ruling } from '../../domain/staff/passing-on.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { HopRuling } from '../../ports/hop-rulings.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { Decision } from './decision.ts'

export function rulingState(ruling: HopRuling | null): Ruling {
  if (!ruling) return 'none'
  return ruling.ruledAt ? 'made' : 'open'
}

/**
 * Keeps the district's 24 hours (features E02): a station's third hand-over asks it, and its own hand-over or its own
 * decision is the answer, once and for all. Answers what the history is told.
 */
export async function keepRuling(
  app: App,
  tx: Tx,
  officer: Officer,
  report: Report,
  decision: Decision,
): Promise<{ ruling?: 'asked' | 'made' }> {
  const ruling = await tx.hopRulings.of(report.id)
  const { staffId } = officer
  const unitId = decision.action === 'hand_over' ? decision.unitId : report.unitId
  const passing = passingOn(report, rulingState(ruling), may(officer, 'place_reports'))
  if (decision.action === 'hand_over' && passing === 'to_district') {
    const dueAt = new Date(app.now().getTime() + RULING_MS)
    if (!ruling) await tx.hopRulings.ask({ reportId: report.id, unitId, askedBy: staffId, askedAt: app.now(), dueAt })
    return { ruling: 'asked' }
  }
  if (rulingState(ruling) !== 'open' || decision.action === 'take') return {}
  await tx.hopRulings.rule(report.id, { staffId, unitId, at: app.now() })
  return { ruling: 'made' }
}
