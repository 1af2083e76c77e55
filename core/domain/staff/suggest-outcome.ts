import type { PhotoKind } from '../citizen/photo-kind.ts'
import type { Report } from '../report/report.ts'
import { branchOf } from '../report/report-type.ts'
import { touchesIdentity } from './desk-actions.ts'
import { cardContradicts, isEasy, type ThreeWayRow } from './three-way-check.ts'

/** What the papers at hand suggest to the officer (features E05); it fills in nothing and decides nothing. */
export type Suggestion =
  | 'link_record'
  | 'ask_card'
  | 'card_agrees'
  | 'card_differs'
  | 'card_unread'
  | 'ask_paper'
  | 'compare_paper'
  | 'compare_phone'
  | 'answer_question'

export function suggestOutcome(
  report: Pick<Report, 'types' | 'changes' | 'personId'>,
  rows: readonly ThreeWayRow[],
  photoKinds: readonly PhotoKind[],
): Suggestion {
  if (!report.personId) return 'link_record'
  if (touchesIdentity(report)) return aboutIdentity(rows, photoKinds)
  if (report.types.some((type) => branchOf(type) === 'dose'))
    return photoKinds.includes('dose_paper') ? 'compare_paper' : 'ask_paper'
  return report.changes.some((change) => change.field === 'phone') ? 'compare_phone' : 'answer_question'
}

function aboutIdentity(rows: readonly ThreeWayRow[], photoKinds: readonly PhotoKind[]): Suggestion {
  if (isEasy(rows)) return 'card_agrees'
  if (cardContradicts(rows)) return 'card_differs'
  const hasCard = photoKinds.includes('card_front') || photoKinds.includes('card_back')
  return hasCard ? 'card_unread' : 'ask_card'
}
