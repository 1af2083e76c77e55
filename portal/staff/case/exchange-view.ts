import { ROW_STATES } from '../../../core/domain/exchange/row-state.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

/** How far each approved value has come on its way to the citizen's app, and whether it rests too long (features G04). */
export function exchangeView({ exchange }: CaseView, say: Say) {
  return exchange.map(({ field, state, since, carriedBy, restsTooLong }) => ({
    when: formatDateTime(since),
    title: `${say(`desk.exchange.fields.${field}`)}: ${say(`desk.exchange.states.${state}`)}`,
    text: [
      say('desk.exchange.step', { step: ROW_STATES.indexOf(state) + 1, of: ROW_STATES.length }),
      carriedBy && say('desk.exchange.carriedBy', { number: carriedBy.number, row: carriedBy.rowNo }),
    ]
      .filter(Boolean)
      .join(' · '),
    current: false,
    tag: restsTooLong ? { kind: 'danger', label: say('desk.exchange.rests') } : null,
  }))
}
