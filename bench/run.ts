import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedServer } from '../platform/database/embedded/embedded-server.ts'
import { migrate } from '../platform/database/migrate.ts'
import type { QueueServer } from '../platform/queue/backend.ts'
import { type RedisServer, startRedis } from '../test/support/redis.ts'
import { measureAnswers } from './measure-answers.ts'
import { measureCards } from './measure-cards.ts'
import { measureDelivery } from './measure-delivery.ts'
import { measureDeskDay } from './measure-desk-day.ts'
import { measureErrorList } from './measure-error-list.ts'
import { type MeasuredHouse, openMeasuredHouse } from './measure-house.ts'
import { measureHttp, startSides } from './measure-http.ts'
import { measureIntake } from './measure-intake.ts'
import { measurePassports } from './measure-passports.ts'
import { emptyJobs } from './measure-queue.ts'
import { measureWorkList } from './measure-work-list.ts'
import { type Line, table } from './table.ts'
import { seedVisitors } from './visitors.ts'

/** `npm run bench`: the house against the floor it stands on, in the same run, median of interleaved rounds. */
const ROUNDS = 3
const JOBS = { PostgreSQL: 600, Redis: 1_200 }
const VISITORS = 5_000
/** On a busy machine later rounds are left out, so that all of it stays below 100 s. */
const QUEUE_BUDGET_MS = 35_000
const INTAKE_BUDGET_MS = 50_000
const PORTAL_BUDGET_MS = 75_000
const SECRET = 'only-for-the-bench-only-for-the-bench-only'

const started = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'so-tiem-bench-'))
// As root, PostgreSQL runs under an account of its own, which must be able to enter the folder.
chmodSync(folder, 0o755)
const database = await startEmbeddedServer(folder, () => undefined)
const redis = await startRedis().catch(() => null)
try {
  const queueUrl = await freshDatabase('bench_queue')
  const portalUrl = await freshDatabase('bench_portal')
  const only = process.argv[2]
  if (only === 'delivery') await measureDeliveries()
  if (only === 'desk-day') process.stdout.write(`${measureDeskDay(folder, Number(process.argv[3] ?? 200))}\n`)
  if (only === undefined || only === 'cards') process.stdout.write(`${await measureCards()}\n`)
  const lines = only !== undefined && only !== 'queue' ? [] : await measureQueues(queueUrl, redis)
  if (only === undefined || only === 'intake') lines.push(...(await measureWebhooks()))
  if (only === undefined || only === 'passports') lines.push(...(await measurePassports()))
  if (only === undefined) lines.push(...(await measurePortal(portalUrl)))
  if (only === undefined || only === 'desk') {
    lines.push(await measureWorkList(await freshDatabase('bench_desk'), join(folder, 'files')))
  }
  if (only === undefined || only === 'errors') {
    process.stdout.write(`${await measureErrorList(await freshDatabase('bench_errors'), join(folder, 'files'))}\n`)
  }
  if (only === 'answers') {
    const answers = await measureAnswers(await freshDatabase('bench_answers'), join(folder, 'files'))
    process.stdout.write(`Look-ups that find nobody:\n${answers}\n`)
  }
  if (lines.length > 0) process.stdout.write(`${table(lines)}\n`)
  process.stdout.write(
    `Median of up to ${ROUNDS} interleaved rounds, ${((performance.now() - started) / 1_000).toFixed(0)} s in all\n`,
  )
} finally {
  await redis?.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}

async function measureQueues(databaseUrl: string, redisServer: RedisServer | null): Promise<Line[]> {
  const house = openMeasuredHouse(databaseUrl, join(folder, 'files'))
  const lines = await measureOn('PostgreSQL', { databaseUrl }, house)
  if (redisServer) lines.push(...(await measureOn('Redis', { redisUrl: redisServer.url }, house)))
  else process.stderr.write('No redis-server here: measured on PostgreSQL only\n')
  await house.close()
  return lines
}

async function measureOn(kind: 'PostgreSQL' | 'Redis', server: QueueServer, house: MeasuredHouse): Promise<Line[]> {
  const note = `floor: BullMQ on ${kind} with an empty processor`
  const notifications: Line = { name: `notifications, ${kind}`, unit: 'jobs/s', house: [], floor: [], note }
  const tasks: Line = { name: `promised tasks, ${kind}`, unit: 'jobs/s', house: [], floor: [], note }
  for (let round = 0; round === 0 || (round < ROUNDS && isBefore(QUEUE_BUDGET_MS)); round += 1) {
    const floor = await emptyJobs(server, JOBS[kind])
    notifications.floor.push(floor)
    tasks.floor.push(floor)
    notifications.house.push(await house.notifications(server, JOBS[kind]))
    tasks.house.push(await house.tasks(server, JOBS[kind]))
  }
  return [notifications, tasks]
}

/** Ten minutes: 10,000 notices to each strict channel, or as many as the second argument says. */
async function measureDeliveries(): Promise<void> {
  const notices = Number(process.argv[3] ?? 10_000)
  for (const kind of ['telegram', 'zalo'] as const) {
    const databaseUrl = await freshDatabase(`bench_${kind}`)
    process.stdout.write(`${await measureDelivery(kind, { databaseUrl, folder, notices })}\n`)
  }
}

async function measureWebhooks(): Promise<Line[]> {
  const databaseUrl = await freshDatabase('bench_intake')
  return measureIntake(
    databaseUrl,
    join(folder, 'bot'),
    (round) => round === 0 || (round < ROUNDS && isBefore(INTAKE_BUDGET_MS)),
  )
}

async function measurePortal(databaseUrl: string): Promise<Line[]> {
  const sides = await startSides(databaseUrl, join(folder, 'data'), SECRET)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await measureHttp(
      sides,
      await seedVisitors(client, VISITORS, SECRET),
      (round) => round === 0 || (round < ROUNDS && isBefore(PORTAL_BUDGET_MS)),
    )
  } finally {
    await client.end()
    await sides.house.close()
    await sides.floor.close()
  }
}

function isBefore(budgetMs: number): boolean {
  return performance.now() - started < budgetMs
}

async function freshDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(`/${name}`, database.url).href
  await migrate(url)
  return url
}
