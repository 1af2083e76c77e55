const DAY = 86_400_000

/** A join that turns out wrong is undone within 30 days (features B05, E08). */
const UNDO_DAYS = 30

export function mayUndoJoin(join: { confirmedAt: Date | null }, now: Date): boolean {
  return join.confirmedAt === null || now.getTime() - join.confirmedAt.getTime() <= UNDO_DAYS * DAY
}
