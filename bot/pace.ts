import type { SpeakingChannel } from './channel.ts'

/** Milliseconds that only go forward, and a way to let them pass; a test has its own. */
export interface PaceClock {
  now(): number
  wait(ms: number): Promise<void>
}

/** Lets no more messages leave than a channel account allows. All times in milliseconds of one clock. */
export interface Gate {
  /** Until a message to this address may leave; Infinity while every place is in flight. */
  waitMs(address: string): number
  /** One leaves now: call only when `waitMs` is 0. */
  left(address: string): Departure
  /** Those of these that may leave within so many milliseconds, in their order. */
  within<T extends { address: string }>(waiting: readonly T[], ms: number, alreadyGoing: number): T[]
}

export interface Departure {
  /** The other side answered, or never will. */
  answered(): void
}

const SECOND = 1_000

/** Rounding of timers on both sides. */
const MARGIN_MS = 3

/** So much lateness is made good at once. */
const MADE_GOOD_MS = 200

/** Until so many answers came, the way is taken to cost no time at all. */
const ANSWERS_TO_KNOW_THE_WAY = 200

/** A channel without a limit still has only so many requests open at once. */
const MOST_AT_ONCE = 64

/**
 * N places, each free again one window after its message was counted over there. When that was nobody tells: at the latest
 * when the answer left, and that is our arrival less the shortest way ever seen. So no window over there sees more than N,
 * however long the way is and however late this process wakes.
 */
export function openGate(
  channel: Pick<SpeakingChannel, 'pace'> | null,
  clock: Pick<PaceClock, 'now'>,
  lately: readonly { address: string; agoMs: number }[] = [],
): Gate {
  const walk = walkOf(channel)
  const way = shortestWay(clock)
  const freeAt: number[] = Array(walk.places).fill(Number.NEGATIVE_INFINITY)
  const addressFreeAt = new Map<string, number>()
  let nextAt = Number.NEGATIVE_INFINITY
  const countedAt = (address: string, at: number) => {
    insertSorted(freeAt, at + walk.windowMs())
    if (walk.perAddressMs > 0) addressFreeAt.set(address, at + walk.perAddressMs)
    if (addressFreeAt.size > 10_000) forgetPast(addressFreeAt, clock.now())
  }
  for (const { address, agoMs } of lately.slice(-walk.places)) {
    freeAt.shift()
    countedAt(address, clock.now() - agoMs)
  }
  const addressWait = (address: string) => (addressFreeAt.get(address) ?? 0) - clock.now()
  return {
    waitMs: (address) => {
      const place = freeAt[0] ?? Number.POSITIVE_INFINITY
      return Math.max(0, Math.max(place, nextAt) - clock.now(), addressWait(address))
    },
    left: (address) => {
      freeAt.shift()
      const leftAt = clock.now()
      // From when it should have left, or every late timer would slow the walk.
      nextAt = Math.max(nextAt, leftAt - MADE_GOOD_MS) + walk.gapMs()
      if (walk.perAddressMs > 0) addressFreeAt.set(address, Number.POSITIVE_INFINITY)
      return { answered: () => countedAt(address, way.arrived(leftAt)) }
    },
    within: (waiting, ms, alreadyGoing) => {
      const soon = freeAt.filter((at) => at <= clock.now() + ms).length
      const most = Math.max(0, Math.min(soon, Math.ceil(ms / walk.gapMs())) - alreadyGoing)
      return waiting.filter(({ address }) => addressWait(address) <= ms).slice(0, most)
    },
  }
}

/** How fast this channel may be walked; the speed is asked each time, since one that hears how little is left goes slower. */
function walkOf(channel: Pick<SpeakingChannel, 'pace'> | null) {
  const pace = channel?.pace
  const countedOver = pace?.windowMs ?? SECOND
  const perSecond = () => channel?.pace?.perSecond ?? Number.POSITIVE_INFINITY
  const places = pace ? Math.max(1, Math.ceil((pace.perSecond * countedOver) / SECOND)) : MOST_AT_ONCE
  // Faster than the even walk, to make good what was late; over a long window only a little, or it would be bursts and rests.
  const haste = countedOver > SECOND ? 0.9 : 0.5
  return {
    places,
    perAddressMs: pace && pace.perAddressMs > 0 ? pace.perAddressMs + MARGIN_MS : 0,
    windowMs: () => (pace ? (places / perSecond()) * SECOND + MARGIN_MS : 0),
    gapMs: () => (haste * SECOND) / perSecond(),
  }
}

/** When a message was counted over there at the latest: when its answer came, less the shortest way there and back ever seen. */
function shortestWay(clock: Pick<PaceClock, 'now'>) {
  let shortest = Number.POSITIVE_INFINITY
  let answers = 0
  return {
    arrived: (leftAt: number): number => {
      const at = clock.now()
      answers += 1
      shortest = Math.min(shortest, at - leftAt)
      return answers < ANSWERS_TO_KNOW_THE_WAY ? at : at - shortest
    },
  }
}

function insertSorted(sorted: number[], value: number): void {
  const at = sorted.findIndex((each) => each > value)
  sorted.splice(at === -1 ? sorted.length : at, 0, value)
}

function forgetPast(freeAt: Map<string, number>, now: number): void {
  for (const [address, at] of freeAt) if (at <= now) freeAt.delete(address)
}
