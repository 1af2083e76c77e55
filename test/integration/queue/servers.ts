import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { QueueServer } from '../../../platform/queue/backend.ts'
import { startRedis } from '../../support/redis.ts'

/** Every test of the queue runs on both. */
export const SERVERS = ['PostgreSQL', 'Redis'] as const

export interface QueueTestServer {
  address: QueueServer
  /** FLUSHALL, or every table of BullMQ's schema emptied. */
  wipe(): Promise<void>
  close(): Promise<void>
}

export async function openServer(kind: (typeof SERVERS)[number]): Promise<QueueTestServer> {
  if (kind === 'PostgreSQL') return openPostgres()
  const redis = await startRedis()
  return { address: { redisUrl: redis.url }, wipe: () => redis.flush(), close: () => redis.close() }
}

async function openPostgres(): Promise<QueueTestServer> {
  const server = inject('postgresUrl')
  const name = `q_${randomBytes(6).toString('hex')}`
  await run(server, (client) => client.query(`create database ${name}`))
  const url = new URL(`/${name}`, server).href
  return {
    address: { databaseUrl: url },
    wipe: () => run(url, truncateQueue),
    close: () => run(server, (client) => client.query(`drop database ${name} with (force)`)),
  }
}

async function truncateQueue(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'",
  )
  await client.query(`truncate ${rows.map((row) => row.name).join(', ')} cascade`)
}

async function run(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await work(client)
  await client.end()
}
