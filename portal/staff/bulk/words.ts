import type { BulkDecision } from '../../../core/domain/bulk/bulk-decision.ts'
import type { RowWords } from '../../../core/use-cases/bulk/rehearse.ts'
import type { Renderer } from '../../../templates/render.ts'
import { askText } from '../case/ask-sentence.ts'

/** What one citizen will read in their own language: kept with the row, so that the preview is what leaves (features E07). */
export function wordsFor(render: Renderer, decision: BulkDecision): RowWords {
  return ({ locale, facts }) => {
    if (decision.action === 'ready_answer')
      return render.text(`ready-answers/${decision.answerKey}`, { ...facts, channel: 'web' }, locale)
    return decision.action === 'ask_citizen' ? askText(render, locale, decision) : null
  }
}
