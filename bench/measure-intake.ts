import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { type ChildServer, startChild } from './child-server.ts'
import { type Asked, type LoadResult, load } from './load.ts'
import type { Line } from './table.ts'

const CONCURRENCY = 32
const FOR_MS = 2_000
const ZALO = { appId: '2000000000000000001', oaSecret: 'only-for-the-bench' }
const TELEGRAM = { token: '1000000001:only-for-the-bench', secret: 'only-for-the-bench-0001' }

/** Webhook intake: the house's bot against express and one insert of the same body. Every message is a new one. */
export async function measureIntake(databaseUrl: string, dataDir: string, again: (round: number) => boolean) {
  const { house, floor } = await startSides(databaseUrl, dataDir)
  try {
    const zalo: Line = { name: 'webhook intake, Zalo', unit: 'req/s', house: [], floor: [], note: '' }
    const telegram: Line = { name: 'webhook intake, Telegram', unit: 'req/s', house: [], floor: [], note: '' }
    for (let round = 0; again(round); round += 1) {
      const bare = await under(floor.url, () => ({ ...zaloText(), path: '/update' }))
      for (const [line, next] of [
        [zalo, zaloText],
        [telegram, telegramText],
      ] as const) {
        const ours = await under(house.url, next)
        line.house.push(ours.perSecond)
        line.floor.push(bare.perSecond)
        line.note = `house: 99 % within ${ours.p99.toFixed(1)} ms, floor: ${bare.p99.toFixed(1)} ms`
      }
    }
    return [zalo, telegram]
  } finally {
    await house.close()
    await floor.close()
  }
}

async function startSides(databaseUrl: string, dataDir: string): Promise<{ house: ChildServer; floor: ChildServer }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('create table if not exists bench_updates (id uuid primary key, body jsonb, at timestamptz)')
  await client.end()
  const house = await startChild('start.ts', ['--roles=bot'], {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ZALO_APP_ID: ZALO.appId,
    ZALO_APP_SECRET: 'only-for-the-bench',
    ZALO_OA_SECRET: ZALO.oaSecret,
    TELEGRAM_BOT_TOKEN: TELEGRAM.token,
    TELEGRAM_WEBHOOK_SECRET: TELEGRAM.secret,
    // Nobody listens there: the bot is not told where to deliver, and goes on.
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  })
  return { house, floor: await startChild('bench/floor-server.ts', [], { DATABASE_URL: databaseUrl }) }
}

async function under(url: string, next: () => Asked): Promise<LoadResult> {
  const result = await load(url, next, { concurrency: CONCURRENCY, forMs: FOR_MS, wanted: 200 })
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.answered} messages were not taken`)
  return result
}

let count = 0

/** A thousand people in turn, signed as Zalo signs. */
function zaloText(): Asked {
  count += 1
  const timestamp = String(Date.now())
  const body = JSON.stringify({
    app_id: ZALO.appId,
    sender: { id: `30000000000000${10_000 + (count % 1_000)}` },
    user_id_by_app: '4000000000000000001',
    recipient: { id: '1000000000000000001' },
    event_name: 'user_send_text',
    message: { text: 'Tra cứu mũi tiêm', msg_id: randomUUID() },
    timestamp,
  })
  const mac = createHash('sha256')
    .update(ZALO.appId + body + timestamp + ZALO.oaSecret)
    .digest('hex')
  return {
    method: 'POST',
    path: '/webhooks/zalo',
    headers: headers(body, { 'x-zevent-signature': `mac=${mac}` }),
    body,
  }
}

function telegramText(): Asked {
  count += 1
  const id = 10_000 + (count % 1_000)
  const from = { id, is_bot: false, first_name: 'Người Dùng', language_code: 'vi' }
  const message = { message_id: count, date: 1, chat: { id, type: 'private' }, from, text: 'Tra cứu mũi tiêm' }
  const body = JSON.stringify({ update_id: count, message })
  const secret = { 'x-telegram-bot-api-secret-token': TELEGRAM.secret }
  return { method: 'POST', path: '/webhooks/telegram', headers: headers(body, secret), body }
}

function headers(body: string, more: Record<string, string>): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...more }
}
