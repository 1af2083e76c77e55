export interface Hands {
  staffId: string
  /** Hours for cases today. */
  hours: number
}

export interface OpenCase {
  reportId: string
  holderId: string | null
}

export interface Share<Case extends OpenCase> {
  staffId: string
  /** What the hours allow; more than these may be held already. */
  capacity: number
  cases: Case[]
}

/**
 * Today's list per person from the hours each has (features E19). Whoever holds a case keeps it while they are there; the rest
 * goes, in the order in which it is due, to whoever has the largest part of their own time left, so that all end together.
 */
export function shareWork<Case extends OpenCase>(
  cases: readonly Case[],
  hands: readonly Hands[],
  minutesPerCase: number,
): { shares: Share<Case>[]; left: Case[] } {
  const shares = new Map(
    hands
      .filter(({ hours }) => hours > 0)
      .map(({ staffId, hours }) => [
        staffId,
        { staffId, capacity: Math.floor((hours * 60) / minutesPerCase), cases: [] as Case[] },
      ]),
  )
  const free: Case[] = []
  for (const one of cases) {
    const holder = one.holderId ? shares.get(one.holderId) : undefined
    if (holder) holder.cases.push(one)
    else free.push(one)
  }
  const left: Case[] = []
  for (const one of free) {
    const next = mostTimeLeft([...shares.values()])
    if (next) next.cases.push(one)
    else left.push(one)
  }
  return { shares: [...shares.values()], left }
}

function mostTimeLeft<Case extends OpenCase>(shares: readonly Share<Case>[]): Share<Case> | null {
  const open = shares.filter(({ capacity, cases }) => cases.length < capacity)
  const part = ({ capacity, cases }: Share<Case>) => (capacity - cases.length) / capacity
  return open.reduce((best: Share<Case> | null, one) => (!best || part(one) > part(best) ? one : best), null)
}
