import type { Objection } from '../../../core/domain/objection.ts'
import type { Say } from '../exports/view.ts'

/** Refused files say what exactly is wrong: which columns, and by how many rows the totals differ (features G06). */
export function objectionSentence({ code, detail = {} }: Objection, say: Say): string {
  if (code === 'columns_missing' || code === 'totals_differ') return say(`exchangeresults.refused.${code}`, detail)
  if (code === 'file_not_a_sheet') return say(`imports.refusal.${detail.reason ?? 'not_a_sheet'}`)
  return say(`objections.${code}`, detail)
}
