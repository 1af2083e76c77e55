/** Where an approved value stands on its way to the citizen's eyes (features G04). */
export const ROW_STATES = ['approved', 'exported', 'accepted', 'matched', 'signed', 'shown'] as const

export type RowState = (typeof ROW_STATES)[number]

/** No row may rest longer than this in one state without an alarm (features G04). */
export const REST_DAYS = 3

/** When each state was reached; null: not yet. */
export type Reached = Readonly<Record<RowState, Date | null>>

export interface ChangeTrail {
  /** Approved and never sent, or sent and fallen back. */
  fellBackAt: Date | null
  approvedAt: Date
  exportedAt: Date | null
  acceptedAt: Date | null
  landedAt: Date | null
  /** Only identity waits for the population database (domain 0.7); a foreigner's never does. */
  needsMatch: boolean
  isMatched: boolean
  signedAt: Date | null
  shownAt: Date | null
}

/** A landed row was accepted even if nobody said so; what fell back starts again at `approved`. */
export function reachedOf(trail: ChangeTrail): Reached {
  const { fellBackAt, approvedAt, exportedAt, acceptedAt, landedAt } = trail
  const nothing = { exported: null, accepted: null, matched: null, signed: null, shown: null }
  if (fellBackAt) return { ...nothing, approved: fellBackAt }
  const matched = landedAt && (!trail.needsMatch || trail.isMatched) ? landedAt : null
  const signed = matched && trail.signedAt && trail.signedAt >= matched ? trail.signedAt : null
  return {
    approved: approvedAt,
    exported: exportedAt,
    accepted: acceptedAt ?? landedAt,
    matched,
    signed,
    shown: matched && trail.shownAt && trail.shownAt >= matched ? trail.shownAt : null,
  }
}

/** The last state reached and since when. */
export function restsAt(reached: Reached): { state: RowState; since: Date } {
  const state = ROW_STATES.findLast((one) => reached[one] !== null) ?? 'approved'
  return { state, since: reached[state] ?? new Date(0) }
}

/** Shown is the end of the road; everything before it rings after three days. */
export function restsTooLong({ state, since }: { state: RowState; since: Date }, now: Date): boolean {
  return state !== 'shown' && now.getTime() - since.getTime() > REST_DAYS * 86_400_000
}
