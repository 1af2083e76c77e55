import type { Delivery } from '../core/ports/deliveries.ts'
import { restAfter } from './account-rest.ts'
import { sayParts } from './say-parts.ts'
import { afterSaying, isFailure, type Landed, reasonsToStay, writeDown, writeDownFailure } from './settle-landed.ts'
import type { Round } from './speaking.ts'

/**
 * Written down as leaving so long before they do: what a killed process leaves in doubt is no more than this. A database that
 * is slow to answer is asked further ahead, or the pace would be its.
 */
const LOOK_AHEAD_MS = { least: 120, most: 600 }
/** New answers are looked for this often while much is being said. */
const REFILL_MS = 200
/** Outcomes are gathered this long, so that many are written down at once. */
const GATHER_MS = 15
const MOST_WAITING = 100

interface Flight {
  message: Delivery
  hasLeft: boolean
  partsSent: number
}

interface Now {
  waiting: Delivery[]
  /** By address, until what became of it is written down. */
  going: Map<string, Flight>
  landed: Landed[]
  readAt: number
  lookAheadMs: number
  bell: ReturnType<typeof newBell>
}

/** The loop of one account: write down what came back, read whose turn it is, let go who may leave; until nobody is left. */
export async function speakingRound(round: Round): Promise<void> {
  const now: Now = {
    waiting: [],
    going: new Map(),
    landed: [],
    readAt: Number.NEGATIVE_INFINITY,
    lookAheadMs: LOOK_AHEAD_MS.least,
    bell: newBell(),
  }
  try {
    for (;;) {
      const beganAt = round.clock.now()
      if (!(await turn(round, now))) return
      const twiceAsLong = 2 * (round.clock.now() - beganAt)
      now.lookAheadMs = Math.min(Math.max(twiceAsLong, LOOK_AHEAD_MS.least), LOOK_AHEAD_MS.most)
      await nextEvent(round, now)
    }
  } finally {
    // After a fault nobody writes down what leaves, so nothing more does.
    round.resting = 'everything'
  }
}

/** False when there is nothing left to do. */
async function turn(round: Round, now: Now): Promise<boolean> {
  now.waiting = now.waiting.filter((message) => !mustRest(round, message))
  const leaving = await whoLeaves(round, now)
  const settled = now.landed.splice(0)
  for (const { message } of settled) now.going.delete(message.address)
  const reads = mayRead(round) && (now.waiting.length === 0 || round.clock.now() - now.readAt >= REFILL_MS)
  const busy = [...now.going.keys(), ...[...now.waiting, ...leaving].map(({ address }) => address)]
  const parts = [...now.going.values()].flatMap(({ message, partsSent }) =>
    partsSent > message.partsSent ? { id: message.id, partsSent } : [],
  )
  for (const failure of settled.filter(isFailure)) await writeDownFailure(round, failure)
  const heads = await round.deps.app.store.transaction(async (tx) => {
    await writeDown(round, tx, settled)
    await tx.deliveries.saidParts(parts)
    await tx.deliveries.sending(leaving.map(({ id }) => id))
    if (!reads) return []
    const ask = { account: round.account, busy, answersOnly: round.resting === 'push', limit: MOST_WAITING }
    return tx.deliveries.heads(ask)
  })
  if (reads) now.readAt = round.clock.now()
  now.waiting = [...now.waiting, ...heads].sort((a, b) => laneOf(a) - laneOf(b) || a.place - b.place)
  for (const message of leaving) letGo(round, now, message)
  return now.waiting.length + now.going.size + now.landed.length > 0
}

/** Those whose place in the pace is near and whom nothing holds back; the others have landed without leaving. */
async function whoLeaves(round: Round, now: Now): Promise<Delivery[]> {
  const notLeft = [...now.going.values()].filter(({ hasLeft }) => !hasLeft).length
  const picked = round.gate.within(now.waiting, now.lookAheadMs, notLeft)
  now.waiting = now.waiting.filter((message) => !picked.includes(message))
  if (picked.length === 0) return []
  const held = await reasonsToStay(round, picked)
  for (const message of picked) {
    const settlement = held.get(message.id)
    if (settlement) now.landed.push({ message, settlement, rest: null })
  }
  return picked.filter(({ id }) => !held.has(id))
}

function letGo(round: Round, now: Now, message: Delivery): void {
  const { channel, deps, gate, clock } = round
  if (!channel) return
  const flight: Flight = { message, hasLeft: false, partsSent: message.partsSent }
  now.going.set(message.address, flight)
  const saying = {
    deps,
    channel,
    gate,
    clock,
    mustStay: () => mustRest(round, message),
    onDeparture: () => {
      flight.hasLeft = true
    },
    onPart: (partsSent: number) => {
      flight.partsSent = partsSent
    },
  }
  void sayParts(message, saying).then((said) => {
    const rest = said.outcome ? restAfter(said.outcome, deps.app.now()) : null
    if (rest && round.resting !== 'everything') round.resting = rest.what
    if (said.outcome && !said.outcome.ok) deps.onFault(said.outcome.code, { outboxId: message.id })
    now.landed.push({ message, settlement: afterSaying(round, message, said), rest })
    now.bell.ring()
  })
}

async function nextEvent({ clock, gate }: Round, now: Now): Promise<void> {
  if (now.landed.length > 0) return
  const soonest = Math.min(...now.waiting.map(({ address }) => gate.waitMs(address) - now.lookAheadMs / 2))
  await Promise.race([now.bell.rung, clock.wait(Math.min(Math.max(soonest, 5), REFILL_MS))])
  if (now.waiting.length > 0 && now.landed.length > 0) await clock.wait(GATHER_MS)
  now.bell = newBell()
}

const laneOf = ({ purpose }: Delivery) => (purpose === 'reply' || purpose === 'code' ? 0 : 1)

const mayRead = ({ resting, deps }: Round) => resting !== 'everything' && deps.stopping?.aborted !== true

function mustRest(round: Round, message: Delivery): boolean {
  return !mayRead(round) || (round.resting === 'push' && laneOf(message) === 1)
}

function newBell() {
  let ring = () => {}
  const rung = new Promise<void>((resolve) => {
    ring = resolve
  })
  return { rung, ring }
}
