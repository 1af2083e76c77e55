/** What a person may ask about their own data (domain 8.1). A correction is no row of this table: it is a report, with 48 hours. */
export const RIGHTS_KINDS = ['access', 'withdraw', 'restrict', 'object', 'erase'] as const

export type RightsKind = (typeof RIGHTS_KINDS)[number]

/** Days until the wish is met. Access and erasure are our reading of "10 to 20 days" and are to be confirmed (domain 8.1). */
export const RIGHTS_DAYS: Record<RightsKind, number> = { access: 10, withdraw: 15, restrict: 15, object: 15, erase: 20 }

/** The procedure itself is answered in this many working days (Decree 356/2025). */
export const PROCEDURE_WORKING_DAYS = 2

/** One extension, of at most this many days. */
export const EXTENSION_DAYS = 15

/** What the house can do by itself the moment it is asked: nobody has to be waited for. */
const DONE_AT_ONCE = ['access', 'withdraw', 'erase'] as const

export type DoneAtOnce = (typeof DONE_AT_ONCE)[number]

export function isDoneAtOnce(kind: RightsKind): kind is DoneAtOnce {
  return DONE_AT_ONCE.some((one) => one === kind)
}
