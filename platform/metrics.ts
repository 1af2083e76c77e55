import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../core/ports/app.ts'
import { QUEUE_NAMES, type Queues } from '../core/ports/queue.ts'

/** Prometheus text, and the one thing a door reports: how long a request took. */
export interface Metrics {
  contentType: string
  /** Reads tables and queue at this moment; of a part that does not answer only `so_tiem_up` speaks. */
  text(): Promise<string>
  /** `route` is the pattern (`/theo-doi/:code`), never the address a person asked for. */
  requestTook(request: { method: string; route: string; status: number; seconds: number }): void
}

const WAITING = ['tasks', 'heard', 'messages', 'dead'] as const

const PATIENCE_MS = 3_000

export function createMetrics({ app, queues }: { app: App; queues: Queues }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'so_tiem_' })
  const gauges = createGauges(registry)
  const requests = createRequests(registry)
  const answered = async (part: string, read: () => Promise<void>, stale: Gauge[]) => {
    const ok = await inTime(read())
    gauges.up.set({ part }, ok ? 1 : 0)
    if (!ok) for (const gauge of stale) gauge.reset()
  }
  return {
    contentType: registry.contentType,
    text: async () => {
      await Promise.all([
        answered('database', () => readTables(app, gauges), [gauges.waiting, gauges.oldest, gauges.messages]),
        answered('queue', () => readQueue(queues, gauges), [gauges.jobs]),
      ])
      return registry.metrics()
    },
    requestTook: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
  }
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `so_tiem_${name}`, help, labelNames, registers: [registry] })
  return {
    up: gauge('up', '1 when this part answered while the metrics were read', ['part']),
    waiting: gauge('waiting', 'Rows that wait to be worked on; dead: for people', ['what']),
    oldest: gauge('oldest_waiting_seconds', 'Age of the oldest such row', ['what']),
    photos: gauge('photos', "What last night's proof counted; all but kept must be 0 (features C12)", ['what']),
    messages: gauge('messages_last_hour', 'Messages written in the last hour', ['channel', 'state']),
    jobs: gauge('queue_jobs', 'Bells in the queue', ['queue', 'state']),
  }
}

function createRequests(registry: Registry) {
  return new Histogram({
    name: 'so_tiem_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
}

type Gauges = ReturnType<typeof createGauges>

async function readTables(app: App, gauges: Gauges): Promise<void> {
  const [vitals, proof] = await app.store.transaction(async (tx) => [
    await tx.vitalSigns.read(app.now()),
    await tx.photoProofs.last(),
  ])
  const { at: _at, ...counted } = proof ?? { at: null }
  for (const [what, count] of Object.entries(counted)) gauges.photos.set({ what }, count)
  for (const what of WAITING) {
    gauges.waiting.set({ what }, vitals[what].count)
    gauges.oldest.set({ what }, vitals[what].oldestSeconds)
  }
  gauges.messages.reset()
  for (const { channel, state, count } of vitals.lastHour) gauges.messages.set({ channel, state }, count)
}

async function readQueue(queues: Queues, gauges: Gauges): Promise<void> {
  const counts = await queues.counts()
  for (const queue of QUEUE_NAMES) {
    for (const [state, count] of Object.entries(counts[queue])) gauges.jobs.set({ queue, state }, count)
  }
}

/** A server that is away must not hold up the one who asks about it. */
async function inTime(asked: Promise<void>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref())
  const answered = asked.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late])
}
