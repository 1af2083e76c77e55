import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../core/ports/app.ts'
import type { Queues } from '../core/ports/queue.ts'
import { listenForBells } from '../platform/database/bell-listener.ts'
import { chooseBackend, type QueueServer } from '../platform/queue/backend.ts'
import { openQueues } from '../platform/queue/open-queues.ts'
import { startRelay } from '../workers/relay.ts'

export const CONCURRENCY = 16

const ignore = () => undefined

/** Jobs per second of BullMQ alone: added in the relay's batches and given to a processor that does nothing. */
export async function emptyJobs(server: QueueServer, jobs: number): Promise<number> {
  const backend = chooseBackend(server, ignore)
  const queue = backend.queue('bench-empty')
  queue.on('error', ignore)
  await queue.waitUntilReady()
  let done = 0
  const worker = backend.worker(
    'bench-empty',
    async () => {
      done += 1
    },
    { concurrency: CONCURRENCY },
  )
  worker.on('error', ignore)
  await worker.waitUntilReady()
  const opts = { removeOnComplete: true, removeOnFail: true }
  const start = performance.now()
  for (let added = 0; added < jobs; added += 500) {
    const batch = Math.min(500, jobs - added)
    await queue.addBulk(Array.from({ length: batch }, () => ({ name: 'empty', data: { id: randomUUID() }, opts })))
  }
  while (done < jobs) await wait(2)
  const perSecond = jobs / ((performance.now() - start) / 1_000)
  await worker.close()
  await queue.close()
  await backend.close()
  return perSecond
}

export interface HouseParts {
  app: App
  databaseUrl: string
  /** Works at the bells of one queue, as the house does. */
  work(queues: Queues): Promise<void>
}

/** Rows per second from the table to the mark `done`: relay, bell, lock, work, mark. */
export async function houseRows(
  server: QueueServer,
  { app, databaseUrl, work }: HouseParts,
  rows: number,
  open: () => Promise<number>,
): Promise<number> {
  const queues = await openQueues(server, ignore, { masterKey: Buffer.alloc(32, 7) })
  await work(queues)
  const start = performance.now()
  const listen = listenForBells(databaseUrl, ignore)
  const relay = await startRelay({ app, queues, listen, sweepAfterMs: 60_000, onFault: ignore })
  while ((await open()) > 0) await wait(10)
  const perSecond = rows / ((performance.now() - start) / 1_000)
  await relay.close()
  await queues.close()
  return perSecond
}
