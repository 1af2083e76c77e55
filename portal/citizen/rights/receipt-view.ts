import type { RightsRequest } from '../../../core/ports/rights.ts'
import type { Say } from '../citizen-door.ts'

const ROWS = ['photos', 'reportsWithdrawn', 'reportsNameless', 'drafts', 'messages', 'contacts', 'reportsKept'] as const

/** The deletion receipt: numbers only, so that it can be shown after everything else is gone (features C12, L05). */
export function receiptView({ code, kind, settledAt, receipt }: RightsRequest, say: Say) {
  const rows = ROWS.filter((name) => (receipt?.[name] ?? 0) > 0).map((name) => ({
    label: say(`rights.receipt.rows.${name}`),
    value: String(receipt?.[name]),
    action: null,
  }))
  return {
    lead: say('rights.receipt.lead', { code }),
    name: say(`rights.kinds.${kind}.name`),
    settledAt: settledAt?.toISOString() ?? null,
    rows,
    stays: kind === 'withdraw' || kind === 'erase' ? say(`rights.ask.${kind}.stays`) : null,
  }
}
