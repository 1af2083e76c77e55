/**
 * What became of a message, as a person reads it: the states of GOV.UK Notify, with `seen`, `skipped` and `unknown` (features I04).
 * One sentence each in templates/locales/delivery.
 */
export const DELIVERY_STATES = [
  'created',
  'sending',
  'sent',
  'delivered',
  'seen',
  'temporary_failure',
  'permanent_failure',
  'technical_failure',
  'validation_failed',
  'skipped',
  'unknown',
] as const

export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Failure classes of channels 5.4, and our own reasons to leave a road: each is exactly one state. */
export const STATE_OF_FAILURE = {
  retryable: 'temporary_failure',
  rate_limited: 'temporary_failure',
  quota: 'temporary_failure',
  blocked: 'permanent_failure',
  window_closed: 'permanent_failure',
  opted_out: 'permanent_failure',
  switched_off: 'permanent_failure',
  auth_expired: 'technical_failure',
  misconfigured: 'technical_failure',
  permanent: 'validation_failed',
} as const satisfies Record<string, DeliveryState>

export type DeliveryFailure = keyof typeof STATE_OF_FAILURE

const STATE_OF_ROW: Readonly<Record<string, DeliveryState>> = {
  sending: 'sending',
  accepted: 'sent',
  delivered: 'delivered',
  seen: 'seen',
  skipped: 'skipped',
  unknown: 'unknown',
}

/** Reads an outbox row. A row that failed for a reason another version of us wrote is a technical failure. */
export function deliveryStateOf(state: string, failureClass: string | null): DeliveryState {
  if (state === 'queued') return failureClass === null ? 'created' : 'sending'
  if (state !== 'failed') return STATE_OF_ROW[state] ?? 'technical_failure'
  return isFailure(failureClass) ? STATE_OF_FAILURE[failureClass] : 'technical_failure'
}

function isFailure(failureClass: string | null): failureClass is DeliveryFailure {
  return failureClass !== null && failureClass in STATE_OF_FAILURE
}

/** Why nothing was sent: one sentence each in templates/locales/delivery. */
export const SKIP_REASONS = ['too_late', 'solved', 'opted_out', 'other'] as const

export function skipReasonOf(failureCode: string | null): (typeof SKIP_REASONS)[number] {
  return SKIP_REASONS.find((reason) => reason === failureCode) ?? 'other'
}
