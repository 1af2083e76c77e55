import { createPostgresBackend, createRedisBackend, Queue, Worker, withBackend } from 'bullmq'
import { Redis } from 'ioredis'

export type QueueServer = { redisUrl: string } | { databaseUrl: string }

export interface WorkerWish {
  concurrency: number
  limiter?: { max: number; duration: number }
}

/** What differs between the two servers; all else in this room is the same for both. */
export interface Backend {
  queue(name: string): Queue
  worker(name: string, processor: (job: { name: string; data: unknown }) => Promise<void>, wish: WorkerWish): Worker
  close(): Promise<void>
}

/** Braces keep all keys of the house in one slot of a Redis Cluster. */
const PREFIX = '{so-tiem}'

/** Our own schema beside the house's tables: emptying it loses bells, never rows. */
const SCHEMA = 'bullmq'

/** A killed process's work is given to another after this long at most. */
const RECOVERY = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 50 }

/** Redis when there is one, else BullMQ's PostgreSQL backend (design 4). */
export function chooseBackend(server: QueueServer, onFault: (code: string) => void): Backend {
  return 'redisUrl' in server ? redisBackend(server.redisUrl, onFault) : postgresBackend(server.databaseUrl)
}

function redisBackend(url: string, onFault: (code: string) => void): Backend {
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  connection.on('error', (fault: Error & { code?: string }) => onFault(fault.code ?? 'redis_lost'))
  const common = { connection, prefix: PREFIX }
  return {
    queue: (name) => new Queue(name, common, createRedisBackend) as unknown as Queue,
    worker: (name, processor, wish) =>
      new Worker(name, processor, { ...common, ...RECOVERY, ...wish }, createRedisBackend) as unknown as Worker,
    close: async () => connection.disconnect(),
  }
}

function postgresBackend(connectionString: string): Backend {
  const bound = withBackend(createPostgresBackend)
  const common = { connectionString, schema: SCHEMA, application_name: 'so-tiem-queue' }
  return {
    queue: (name) => new bound.Queue(name, { connection: { ...common, migrate: true, max: 2 } }) as unknown as Queue,
    worker: (name, processor, wish) =>
      new bound.Worker(name, processor, {
        ...RECOVERY,
        ...wish,
        connection: { ...common, max: 3 },
      }) as unknown as Worker,
    close: async () => undefined,
  }
}
