import type { PlatformDelivery } from '../../../core/ports/platform-desk.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const TAG = { waiting: 'info', handed_over: 'info', accepted: 'success', refused: 'danger' } as const

/** Where a file is on its way to the Platform (features G04, G11); by hand the officer tells what was taken. */
export function deliveryView({ state, awaySince, acceptedAt, receipt }: PlatformDelivery, say: Say) {
  const at = acceptedAt ? formatDateTime(acceptedAt) : ''
  return {
    tag: { kind: TAG[state], label: say(`exchange.delivery.${state}`, { at }) },
    away: awaySince ? say('exchange.delivery.away', { at: formatDateTime(awaySince) }) : null,
    refused: receipt?.reason ? say('exchange.delivery.refusedWhy', { reason: receipt.reason }) : null,
    aside: receipt?.aside ? say('exchange.delivery.aside', { file: receipt.aside }) : null,
    mayAccept: state !== 'accepted',
  }
}
