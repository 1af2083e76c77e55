import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { type HouseProcess, startProcess } from '../chaos/support/processes.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { type FakeZalo, startFakeZalo } from '../support/fake-zalo.ts'
import { sharedData } from '../support/shared-data.ts'
import { type Look, lookInto, type Walker, walkWholeRoad } from '../support/whole-road.ts'
import { connectZalo, talkOnTheWeb, talkOnZalo } from './log-scan-talk.ts'

const CHAT = 2_000_777_003
const WEBHOOK_SECRET = 'only-for-the-log-scan-0001'
const CARD = sharedData('cccd/images/dev-002.jpg')

/** People of the test, with words that nobody else in the house has. */
const RECORDS = `record_id,full_name,dob,gender,id_number,phone,commune,facility
S_CANARY_1,Khổng Thị Hoàngyến,23/09/1980,Nữ,,0911777001,Xã Mẫu,Trạm Y tế xã Mẫu
S_CANARY_2,Trương Thị Bạchyến,02/03/1975,Nữ,001175777002,0911777002,Xã Mẫu,Trạm Y tế xã Mẫu
`
const DOSES = `record_id,dose_id,dose_no,vaccine,date,lot,facility,province
S_CANARY_1,D_CANARY_1,1,AstraZeneca,12/10/2021,AZ1,Trạm Y tế xã Mẫu,Tỉnh Mẫu
S_CANARY_2,D_CANARY_2,1,Pfizer,12/10/2021,PF1,Trạm Y tế xã Mẫu,Tỉnh Mẫu
`
const CANARIES = [
  'Hoàngyến',
  'Bạchyến',
  'Kimyến',
  'Khổng Thị',
  'Trương Thị',
  '911777001',
  '911777002',
  '001180777001',
  '001175777002',
  'tổ chim sẻ',
  String(CHAT),
]

let folder: string
let look: Look
let databaseUrl: string
let telegram: FakeTelegram
let zalo: FakeZalo
let house: HouseProcess
let said = ''
const hear = (text: string) => {
  said += text
}
const masterKey = randomBytes(32)
const sessionSecret = randomBytes(32).toString('hex')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'so-tiem-logs-'))
  chmodSync(folder, 0o755)
  databaseUrl = await emptyDatabase()
  look = lookInto(databaseUrl)
  telegram = await startFakeTelegram()
  zalo = await startFakeZalo()
  house = await startProcess({ roles: 'portal,bot,workers', env: settings(), hear })
  telegram.webhook = { url: `${house.url}/webhooks/telegram`, secret: WEBHOOK_SECRET }
  zalo.webhook = { url: `${house.url}/webhooks/zalo` }
}, 120_000)
afterAll(async () => {
  await house?.stop()
  await telegram?.close()
  await zalo?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function emptyDatabase(): Promise<string> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  const name = `logs_${randomBytes(6).toString('hex')}`
  await client.query(`create database ${name}`)
  await client.end()
  return new URL(`/${name}`, inject('postgresUrl')).href
}

const settings = () => ({
  DATABASE_URL: databaseUrl,
  DATA_DIR: folder,
  MASTER_KEY: masterKey.toString('hex'),
  SESSION_SECRET: sessionSecret,
  LOG_LEVEL: 'debug',
  SWEEP_SECONDS: '2',
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
  TELEGRAM_API_ROOT: telegram.url,
  ZALO_APP_ID: zalo.appId,
  ZALO_APP_SECRET: zalo.appSecret,
  ZALO_OA_SECRET: zalo.oaSecret,
  ZALO_OAUTH_ROOT: zalo.oauthRoot,
  ZALO_API_ROOT: zalo.apiRoot,
  ZALO_BUSINESS_ROOT: zalo.businessRoot,
})

test('L08 the whole road with canary people: no log line, job payload, metric or fault code knows them', {
  timeout: 400_000,
}, async () => {
  await watchJobs()
  await importSheet('ho-so.csv', RECORDS)
  await importSheet('mui-tiem.csv', DOSES)
  const zaloSecrets = await connectZalo(databaseUrl, masterKey, zalo)
  await talkOnTelegram()
  await talkOnZalo(zalo, 'Trương Thị Bạchyến, 02/03/1975, nữ')
  await talkOnTheWeb(house.url, 'Trương Thị Bạchyến, 02/03/1975, nữ')
  const [one] = await look<{ id: string }>(`select id from people where record_id = 'S_CANARY_1'`)
  await walkWholeRoad({ base: () => house.url, databaseUrl, masterKey }, [walker(one?.id ?? '')], readFileSync(CARD))
  await makeTrouble()
  const metrics = await (await fetch(`${house.url}/metrics`)).text()
  await settled()
  await house.stop()

  const lines = said.split('\n').filter((line) => line.startsWith('{'))
  expect(lines.length, 'there was something to scan').toBeGreaterThan(10)
  expect(said).toContain('"level":50')
  const jobs = await jobsSeen()
  expect(jobs.length).toBeGreaterThan(30)
  const codes = await look(
    `select fault_code as code from tasks union select fault_code from inbox union select failure_code from outbox`,
  )
  const places: Record<string, string> = {
    'the log': said,
    'the jobs': JSON.stringify(jobs),
    'the metrics': metrics,
    'the fault codes': JSON.stringify(codes),
  }
  const secrets = [telegram.token, WEBHOOK_SECRET, sessionSecret, masterKey.toString('hex'), ...zaloSecrets]
  for (const [place, text] of Object.entries(places)) {
    expect({ place, found: foundIn(text, [...CANARIES, ...secrets]) }).toEqual({ place, found: [] })
  }
})

/** Composed or not, with marks or without, in any case, as text or as JSON escapes. */
function foundIn(text: string, canaries: readonly string[]): string[] {
  const read = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  const plain = plainOf(read)
  return canaries.filter((canary) => plain.includes(plainOf(canary)))
}

const plainOf = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const walker = (personId: string): Walker => ({
  personId,
  recordId: 'S_CANARY_1',
  fullName: 'Khổng Thị Hoàngyến',
  birthDate: '23/09/1980',
  sex: 'female',
  phone: '0911777001',
  correctName: 'Khổng Thị Kimyến',
  correctNumber: '001180777001',
})

/** Every job the house ever puts into its queue, also those that are gone when they are done. */
async function watchJobs(): Promise<void> {
  await look('create table jobs_seen (job jsonb)')
  await look(`create function see_job() returns trigger language plpgsql as $$
    begin insert into public.jobs_seen values (to_jsonb(new)); return new; end $$`)
  const tables = await look<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(0)
  for (const { name } of tables)
    await look(
      `create trigger see_job after insert or update on bullmq."${name}" for each row execute function see_job()`,
    )
}

const jobsSeen = () => look<{ job: object }>('select job from jobs_seen')

async function importSheet(name: string, sheet: string): Promise<void> {
  const file = join(folder, name)
  writeFileSync(file, sheet)
  const cli = fileURLToPath(new URL('../../cli/so-tiem.ts', import.meta.url))
  const env = { PATH: process.env.PATH ?? '', ...settings() }
  const done = await new Promise<Error | null>((resolve) => {
    execFile(process.execPath, [cli, 'import', 'records', file], { env }, (fault, out, err) => {
      hear(out + err)
      resolve(fault)
    })
  })
  expect(done).toBeNull()
}

async function talkOnTelegram(): Promise<void> {
  const next = async (act: Promise<number>) => {
    const before = telegram.sent(CHAT).length
    expect(await act).toBe(200)
    await vi.waitFor(() => expect(telegram.sent(CHAT).length).toBeGreaterThan(before), { timeout: 20_000 })
    await quiet()
  }
  await next(telegram.say(CHAT, '/start'))
  await next(telegram.press(CHAT, 'Tra cứu mũi tiêm'))
  await next(telegram.say(CHAT, 'Trương Thị Bạchyến, 02/03/1975, nữ'))
  await next(telegram.sendContact(CHAT, '+84911777002'))
  await next(telegram.press(CHAT, 'Báo sai thông tin này'))
  await next(telegram.press(CHAT, 'Sai họ tên'))
  await next(telegram.say(CHAT, 'Trương Thị Kimyến'))
  await next(telegram.press(CHAT, 'Không còn, đi tiếp'))
  await next(telegram.press(CHAT, 'Không đồng ý'))
  await next(telegram.press(CHAT, 'Gửi phản ánh'))
  await next(telegram.say(CHAT, 'Nhà tôi ở cạnh tổ chim sẻ, số 0911777002'))
}

/** Until everything heard is answered and everything due is said: a chat hears one message a second. */
async function quiet(): Promise<void> {
  const waiting = `select 1 from inbox where handled_at is null and dead_at is null
    union all select 1 from outbox where state in ('queued', 'sending') and (not_before is null or not_before < now())`
  await vi.waitFor(async () => expect((await look(waiting)).length).toBe(0), { timeout: 30_000, interval: 200 })
}

/** What goes wrong goes into logs: forged and broken requests with names in them, a channel and a database that fail. */
async function makeTrouble(): Promise<void> {
  const name = encodeURIComponent('Trương Thị Bạchyến')
  for (const path of [`/theo-doi/${name}`, `/${name}`, `/can-bo/phan-anh/${name}`, `/tra-cuu?ten=${name}`, '/%E0%A4%A'])
    await fetch(house.url + path).then((answer) => answer.text())
  const body = JSON.stringify({ update_id: 1, message: { text: 'Trương Thị Bạchyến' } })
  await fetch(telegram.webhook?.url ?? '', { method: 'POST', body })
  telegram.faults.push(
    { method: 'sendMessage', kind: 'status', status: 400, description: 'Bad Request: Trương Thị Bạchyến' },
    { method: 'sendMessage', kind: 'html', status: 502 },
    { method: 'sendMessage', kind: 'cut_after' },
  )
  for (const text of ['tra cuu', 'Trương Thị Bạchyến, 02/03/1975, nữ', 'theo doi']) await telegram.say(CHAT, text)
  await wait(1_000)
  const cut =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  const asked = Array.from({ length: 20 }, () => fetch(`${house.url}/theo-doi/${name}`).catch(() => null))
  await look(cut)
  await Promise.all(asked)
  await look(`alter table reports rename to reports_gone`)
  await telegram.say(CHAT, 'theo doi')
  await fetch(`${house.url}/theo-doi/PA-2222-2222?ten=${name}`).then((answer) => answer.text())
  await wait(1_000)
  await look(`alter table reports_gone rename to reports`)
}

/** A send that was cut off in its middle waits two minutes for its echo before it counts as unknown. */
async function settled(): Promise<void> {
  const open = `select 1 from outbox where state in ('queued', 'sending') union all select 1 from tasks where done_at is null and dead_at is null`
  await vi.waitFor(async () => expect((await look(open)).length).toBe(0), { timeout: 200_000, interval: 500 })
}
