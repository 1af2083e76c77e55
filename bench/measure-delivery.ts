import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { type ChildServer, startChild } from './child-server.ts'

const SPEAKERS = 2
const ALLOWED = { telegram: 30, zalo: 4_000 / 60 }
/** The first seconds, in which the bursts of a fresh start spread out. */
const WARM_UP_MS = 3_000

const Arrived = z.object({
  refused: z.number(),
  messages: z.array(z.object({ text: z.string(), at: z.coerce.date() })),
})

/** Notices to as many people through a strict channel, spoken by two processes; answers sentences with the figures. */
export async function measureDelivery(
  kind: 'telegram' | 'zalo',
  { databaseUrl, folder, notices }: { databaseUrl: string; folder: string; notices: number },
): Promise<string> {
  const channel = await startChild('bench/limited-channel.ts', [kind, String(notices)], {})
  const speakers: ChildServer[] = []
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const facts = (await (await fetch(channel.url)).json()) as { token: string; oaId?: string }
    const account = `${kind}|${facts.oaId ?? facts.token.split(':')[0]}`
    await writeNotices(client, account, notices)
    const args = [databaseUrl, folder, JSON.stringify(facts)]
    for (let n = 0; n < SPEAKERS; n += 1) speakers.push(await startChild('bench/speaker.ts', args, {}))
    await untilNothingIsOpen(client)
    const { refused, messages } = Arrived.parse(await (await fetch(`${channel.url}/arrived`)).json())
    return report(kind, notices, refused, messages, await statesOf(client))
  } finally {
    for (const speaker of speakers) await speaker.close()
    await client.end()
    await channel.close()
  }
}

async function writeNotices(client: pg.Client, account: string, notices: number): Promise<void> {
  await client.query(
    "insert into units (id, dataset_version, code, kind, name, valid_from) values ('tinh', 'bench', '0', 'province', 'Tỉnh Mẫu', '2021-01-01')",
  )
  const [channel] = account.split('|')
  // Zalo's ids have 19 digits, Telegram's are numbers that JSON can hold.
  const first = channel === 'zalo' ? '1000000000000000000' : '100000'
  const people = `select n, $1 || '|' || (${first} + n) as address from generate_series(0, $2::int - 1) n`
  await client.query(
    `insert into conversations (address, state, last_heard_at, updated_at) select address, 'null', now(), now() from (${people}) p`,
    [account, notices],
  )
  const content = `jsonb_build_object('kind', 'notice', 'templateKey', 'report-taken', 'locale', 'vi', 'params',
    jsonb_build_object('code', 'PA-' || lpad(n::text, 8, '0'), 'link', 'http://localhost/theo-doi'))`
  await client.query(
    `insert into outbox (id, idempotency_key, channel, address, purpose, content, created_at)
     select gen_random_uuid(), $3 || n, $4, address, 'notification', ${content}, now() from (${people}) p order by n`,
    [account, notices, randomUUID(), channel],
  )
  await client.query('analyze')
}

async function untilNothingIsOpen(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`select count(*)::int as open from outbox where state in ('queued', 'sending')`)
    if (rows[0]?.open === 0) return
    await wait(1_000)
  }
}

async function statesOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query('select state, count(*)::int as count from outbox group by state order by state')
  return rows.map(({ state, count }) => `${count} ${state}`).join(', ')
}

function report(
  kind: 'telegram' | 'zalo',
  notices: number,
  refused: number,
  messages: { text: string; at: Date }[],
  states: string,
): string {
  const first = messages[0]?.at.getTime() ?? 0
  const steady = messages.filter(({ at }) => at.getTime() >= first + WARM_UP_MS)
  const last = messages.at(-1)?.at.getTime() ?? first
  const perSecond = (steady.length * 1_000) / (last - first - WARM_UP_MS)
  const different = new Set(messages.map(({ text }) => text)).size
  return [
    `${kind}: ${notices} notices by ${SPEAKERS} processes in ${((last - first) / 1_000).toFixed(1)} s`,
    `${perSecond.toFixed(2)} a second of ${ALLOWED[kind].toFixed(2)} allowed: ${((perSecond / ALLOWED[kind]) * 100).toFixed(1)} %`,
    `refused for their pace: ${refused}; lost: ${notices - different}; twice: ${messages.length - different}`,
    `in the outbox: ${states}`,
  ].join('\n')
}
