import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import type { Say } from '../queue/view.ts'

/** Where the error likely is and why: words to read, never a button (features E16). */
export function likelyView({ likely }: CaseView, say: Say): string[] {
  return likely.map(({ field, kind, side, because }) =>
    [
      `${say(`case.fields.${field}`)}: ${say(`desk.likely.kinds.${kind}`)}`,
      say(`desk.likely.sides.${side}`),
      ...(because ? [say(`desk.likely.because.${because}`)] : []),
    ].join(' '),
  )
}
