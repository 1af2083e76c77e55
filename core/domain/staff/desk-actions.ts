import { actionsFor } from '../lifecycle.ts'
import type { Report } from '../report/report.ts'
import { REPORT_LIFECYCLE, type ReportAction } from '../report/report-lifecycle.ts'
import { branchOf, IDENTITY_FIELDS } from '../report/report-type.ts'
import type { Role } from '../role.ts'
import { passingOn, type Ruling } from './passing-on.ts'

/** Steps an officer takes on the case page, in the order of its buttons; the others have pages of their own. */
export const DESK_ACTIONS = [
  'take',
  'resume',
  'approve',
  'send_to_police',
  'ask_citizen',
  'refuse',
  'defer',
  'answer',
  'hand_over',
] as const satisfies readonly ReportAction[]

export type DeskAction = (typeof DESK_ACTIONS)[number]

export interface DeskFacts {
  report: Pick<Report, 'state' | 'types' | 'changes' | 'doses' | 'hops' | 'personId'>
  /** ISO country of the linked record; null while no record is linked. */
  nationality: string | null
  /** The officer's unit gave a foreigner the last dose: it alone approves who they are (features A12). */
  answersForForeigner: boolean
  /** What the district has said about whose report this is (features E02). */
  ruling: Ruling
  /** The officer may say whose a report is (core/policy.ts). */
  mayPlace: boolean
}

/** Before its decision an officer may still mend what a report rests on: its record, a value of its paper. */
export const mayBeMended = ({ state }: Pick<Report, 'state'>): boolean => state === 'queued' || state === 'in_review'

/**
 * What this role may do with this report now. Deciding on a report nobody holds takes it first,
 * so a queued report shows the decisions too.
 */
export function deskActions(facts: DeskFacts, role: Role): DeskAction[] {
  const { state } = facts.report
  const steps = new Set<ReportAction>(actionsFor(REPORT_LIFECYCLE, state, role))
  if (steps.has('take')) for (const action of actionsFor(REPORT_LIFECYCLE, 'in_review', role)) steps.add(action)
  return DESK_ACTIONS.filter((action) => steps.has(action) && branchAllows(facts, action))
}

/** Health owns dose truth, police own identity truth (domain 0.2): the rule that no button and no request gets around. */
function branchAllows(facts: DeskFacts, action: DeskAction): boolean {
  const { report, nationality, answersForForeigner, ruling, mayPlace } = facts
  if (action === 'hand_over') return passingOn(report, ruling, mayPlace) !== 'no'
  if (action === 'send_to_police') return touchesIdentity(report) && nationality === 'VN'
  if (action !== 'approve') return true
  if (nationality === null) return false
  // 3771 step 2: foreigners are never matched, the facility answers for them.
  if (touchesIdentity(report)) return nationality !== 'VN' && answersForForeigner
  return report.changes.length > 0 || report.doses.length > 0
}

export function touchesIdentity(report: Pick<Report, 'types' | 'changes'>): boolean {
  const fields: readonly string[] = IDENTITY_FIELDS
  return (
    report.types.some((type) => branchOf(type) === 'identity') ||
    report.changes.some((change) => fields.includes(change.field))
  )
}
