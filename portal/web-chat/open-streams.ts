/** A browser opens six lines to a host at most; four leave it two for the page itself (channels 4). */
const PER_SESSION = 4
/** A school behind one network; each stream asks the database about once a second. */
const PER_ORIGIN = 250

export interface OpenStreams {
  /** Leave by calling what comes back; null when there are too many. `end` is called when the session is ended. */
  enter(who: { address: string; origin: string }, end: () => void): (() => void) | null
  endAll(address: string): void
}

/** The streams of this process. */
export function openStreams(): OpenStreams {
  const bySession = new Map<string, Set<() => void>>()
  const byOrigin = new Map<string, number>()
  const count = (origin: string, change: number) => {
    const now = (byOrigin.get(origin) ?? 0) + change
    if (now > 0) byOrigin.set(origin, now)
    else byOrigin.delete(origin)
  }
  return {
    enter: ({ address, origin }, end) => {
      const own = bySession.get(address) ?? new Set()
      if (own.size >= PER_SESSION || (byOrigin.get(origin) ?? 0) >= PER_ORIGIN) return null
      bySession.set(address, own.add(end))
      count(origin, 1)
      return () => {
        if (own.delete(end)) count(origin, -1)
        if (own.size === 0 && bySession.get(address) === own) bySession.delete(address)
      }
    },
    endAll: (address) => {
      for (const end of [...(bySession.get(address) ?? [])]) end()
    },
  }
}
