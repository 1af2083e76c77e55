import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { type FullName, readFullName } from '../../core/domain/person/full-name.ts'
import { isCompleteName } from '../../core/domain/person/name-completeness.ts'
import { startEmbeddedServer } from '../../platform/database/embedded/embedded-server.ts'
import { startRedis } from '../support/redis.ts'
import { sharedData } from '../support/shared-data.ts'
import { type Look, lookInto, type Road, type Walker, walkWholeRoad } from '../support/whole-road.ts'
import { letLoose, type Victim } from './support/killer.ts'
import { startProcess } from './support/processes.ts'

const KILLS = Number(process.env.CHAOS_KILLS ?? 50)
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
const AT_ONCE = 2
const STEPS = ['export', 'landed', 'police_confirmed', 'record', 'send_to_police', 'sign', 'take']

const closers: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

test(`I05 kill -9 at ${KILLS} random points of the road, queue on PostgreSQL (seed ${SEED})`, async () => {
  const { road, victims, look } = await openRoad({})
  const killer = letLoose(victims, { atMost: KILLS, seed: SEED })
  const codes = await walkUntil(() => killer.kills.length >= KILLS, road, look)
  await killer.stop()
  expect(killer.kills.length).toBe(KILLS)
  expect(new Set(killer.kills)).toEqual(new Set(victims.map((victim) => victim.name)))
  await expectToldOnce(look, codes)
})

test(`the same with the queue on Redis, wiped and killed in the middle (seed ${SEED})`, async () => {
  const redis = await startRedis()
  closers.push(() => redis.close())
  const { road, victims, look } = await openRoad({ REDIS_URL: redis.url })
  const wiped: Victim = { name: 'redis wiped', kill: () => redis.flush(), start: async () => undefined }
  const killed: Victim = { name: 'redis killed', kill: () => redis.kill(), start: () => redis.start() }
  const killer = letLoose([...victims, wiped, killed], { atMost: 20, seed: SEED + 1 })
  const codes = await walkUntil(() => killer.kills.length >= 20, road, look)
  await killer.stop()
  expect(killer.kills).toContain('redis wiped')
  await expectToldOnce(look, codes)
})

async function openRoad(more: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-road-'))
  chmodSync(folder, 0o755)
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const database = await startEmbeddedServer(folder, () => undefined)
  closers.push(() => database.close())
  const masterKey = randomBytes(32)
  const secrets = { MASTER_KEY: masterKey.toString('hex'), SESSION_SECRET: randomBytes(32).toString('hex') }
  const env = { DATABASE_URL: database.url, DATA_DIR: folder, SWEEP_SECONDS: '2', ...secrets, ...more }
  const portal = await startProcess({ roles: 'portal', env })
  closers.push(() => portal.kill())
  const workers = await startProcess({ roles: 'workers,bot', env })
  closers.push(() => workers.kill())
  const look = lookInto(database.url)
  const postmaster: Victim = {
    name: 'postmaster',
    kill: async () => {
      const pid = database.pid()
      if (pid) process.kill(pid, 'SIGKILL')
    },
    start: async () => {
      await vi.waitFor(() => look('select 1'), { timeout: 60_000, interval: 100 })
    },
  }
  const road: Road = { base: () => portal.url, databaseUrl: database.url, masterKey }
  return { road, look, victims: [portal, workers, postmaster] }
}

/** Two people after two walk the road, until there was enough killing or nobody is left. */
async function walkUntil(enough: () => boolean, road: Road, look: Look): Promise<string[]> {
  const card = readFileSync(sharedData('cccd/images/dev-002.jpg'))
  const walkers = await wronglyRecorded(look)
  const codes: string[] = []
  while (walkers.length > 0 && (codes.length === 0 || !enough())) {
    codes.push(...(await walkWholeRoad(road, walkers.splice(0, AT_ONCE), card)))
  }
  return codes
}

/** Invented people of the practice commune whose number is missing or malformed, one to a phone. */
async function wronglyRecorded(look: Look): Promise<Walker[]> {
  const rows = await look<{
    id: string
    record_id: string
    full_name: string
    birth: string
    sex: 'male' | 'female'
    phone: string
    year: string
  }>(
    `select distinct on (phone) id, record_id, full_name, to_char(birth_date, 'DD/MM/YYYY') as birth, sex, phone, to_char(birth_date, 'YYYY') as year
     from people where class in ('no_id', 'malformed_id') and phone is not null and birth_date is not null and sex is not null
       and full_name ~ '[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]' order by phone`,
  )
  return rows
    .filter((row) => isCompleteName(readFullName(row.full_name) ?? ('' as FullName)))
    .map((row, index) => ({
      personId: row.id,
      recordId: row.record_id,
      fullName: row.full_name,
      birthDate: row.birth,
      sex: row.sex,
      phone: `0${row.phone.slice(3)}`,
      correctName: `${row.full_name} Đúng`,
      correctNumber: `001${centurySexDigit(row.year, row.sex)}${row.year.slice(2)}${String(100_000 + index)}`,
    }))
}

function centurySexDigit(year: string, sex: 'male' | 'female'): number {
  return (Number(year) >= 2000 ? 2 : 0) + (sex === 'female' ? 1 : 0)
}

/** The case ended signed; every step was taken once and told once: none lost, none twice. */
async function expectToldOnce(look: Look, codes: string[]): Promise<void> {
  const open = () =>
    look(
      `select 1 from outbox where state in ('queued', 'sending') union all select 1 from tasks where done_at is null and dead_at is null`,
    )
  await vi.waitFor(async () => expect((await open()).length).toBe(0), { timeout: 120_000, interval: 500 })
  for (const code of codes) {
    const steps = await look<{ action: string }>(
      'select e.action from report_events e join reports r on r.id = e.report_id where r.code = $1 order by 1',
      [code],
    )
    expect(steps.map((step) => step.action)).toEqual(STEPS)
    const told = await look<{ state: string }>(
      `select o.state from outbox o join reports r on r.id = o.report_id where r.code = $1 and purpose = 'notification'`,
      [code],
    )
    expect(told.map((message) => message.state)).toEqual(STEPS.map(() => 'accepted'))
    const read = await look<{ text: string }>('select text from message_box where text like $1', [`%${code}%`])
    expect(new Set(read.map((message) => message.text)).size).toBe(STEPS.length)
    expect(read.length).toBe(STEPS.length)
  }
}
