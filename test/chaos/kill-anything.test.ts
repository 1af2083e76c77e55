import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { houseReport, seedVisitors, type Visitor } from '../../bench/visitors.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../platform/database/embedded/embedded-server.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import { letLoose, type Victim } from './support/killer.ts'
import { type HouseProcess, startProcess } from './support/processes.ts'
import { insist } from './support/stubborn-browser.ts'

const CITIZENS = 40
const KILLS = Number(process.env.CHAOS_KILLS ?? 12)
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
const SESSION_SECRET = 'only-for-the-chaos-test-only-for-the-chaos-test'

let database: EmbeddedServer
let portal: HouseProcess

describe.each(['PostgreSQL', 'Redis'] as const)('with the queue on %s', (queue) => {
  let folder: string
  let redis: RedisServer | null = null
  let workers: HouseProcess
  let visitors: Visitor[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'so-tiem-chaos-'))
    // As root, PostgreSQL runs under an account of its own, which must be able to enter the folder.
    chmodSync(folder, 0o755)
    database = await startEmbeddedServer(folder, () => undefined)
    redis = queue === 'Redis' ? await startRedis() : null
    const common = { DATABASE_URL: database.url, DATA_DIR: folder, SESSION_SECRET, SWEEP_SECONDS: '2' }
    const env = redis ? { ...common, REDIS_URL: redis.url } : common
    portal = await startProcess({ roles: 'portal', env })
    workers = await startProcess({ roles: 'workers,bot', env })
    visitors = await withDatabase((client) => seedVisitors(client, CITIZENS, SESSION_SECRET))
  }, 180_000)
  afterAll(async () => {
    await portal?.kill()
    await workers?.kill()
    await redis?.close()
    await database?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test(`I05 M01 kill -9 anywhere loses nothing and says nothing twice (seed ${SEED})`, async () => {
    const victims = [portal, workers, postmaster(), ...(redis ? [{ ...redis, name: 'redis' }] : [])]
    const killer = letLoose(victims, { atMost: KILLS, seed: SEED })
    const codes = await Promise.all(visitors.map((visitor) => sendReportTwice(visitor)))
    await vi.waitFor(() => expect(killer.kills.length).toBe(KILLS), { timeout: 300_000, interval: 500 })
    await killer.stop()
    await everythingIsSettled()
    expect(await facts()).toEqual({
      reports: CITIZENS,
      codes: new Set(codes).size,
      steps: CITIZENS,
      notices: CITIZENS,
      boxed: CITIZENS,
      openTasks: 0,
      dead: 0,
    })
  })
})

/** A lost reply and a double tap are the same report (features B09); the whole road is whole-road.test.ts. */
async function sendReportTwice(visitor: Visitor): Promise<string> {
  const { method, path, headers, body } = houseReport(visitor)
  const send = async () => (await insist(`${portal.url}${path}`, { method, headers, body })).headers.get('location')
  const first = await send()
  expect(await send()).toBe(first)
  return first ?? ''
}

/** The embedded server starts its postmaster again by itself. */
function postmaster(): Victim {
  return {
    name: 'postmaster',
    kill: async () => {
      const pid = database.pid()
      if (pid) process.kill(pid, 'SIGKILL')
    },
    start: async () => {
      await vi.waitFor(() => withDatabase((client) => client.query('select 1')), { timeout: 30_000, interval: 100 })
    },
  }
}

async function everythingIsSettled(): Promise<void> {
  const open = `select (select count(*) from tasks where done_at is null and dead_at is null)
    + (select count(*) from outbox where state in ('queued', 'sending')) as open`
  await vi.waitFor(
    async () => expect(Number((await withDatabase((client) => client.query(open))).rows[0].open)).toBe(0),
    { timeout: 120_000, interval: 500 },
  )
}

async function facts(): Promise<Record<string, number>> {
  const { rows } = await withDatabase((client) =>
    client.query(`select
      (select count(*) from reports) as reports,
      (select count(distinct code) from reports) as codes,
      (select count(*) from report_events) as steps,
      (select count(*) from outbox where purpose = 'notification') as notices,
      (select count(*) from message_box where recipient like '+849%' or recipient like '09%') as boxed,
      (select count(*) from tasks where done_at is null) as "openTasks",
      (select count(*) from tasks where dead_at is not null)
        + (select count(*) from outbox where state in ('failed', 'unknown')) as dead`),
  )
  return Object.fromEntries(Object.entries(rows[0]).map(([name, count]) => [name, Number(count)]))
}

async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
