import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedData } from '../../support/shared-data.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'

let house: ZaloBot

beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())

type Channel = 'zalo' | 'telegram'
type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

const samplesOf = (channel: Channel, beginning: string): Json[] =>
  readdirSync(sharedData(channel))
    .filter((name) => name.startsWith(beginning))
    .map((name) => JSON.parse(readFileSync(`${sharedData(channel)}/${name}`, 'utf8')))
const SAMPLES = { zalo: samplesOf('zalo', 'event.'), telegram: samplesOf('telegram', 'update.') }

/** Zalo's signature over these bytes, as whoever holds the secret would write it. */
function sign(body: string): Record<string, string> {
  const { appId, oaSecret } = house.zalo
  const timestamp = String(parsed(body).timestamp ?? '')
  const mac = createHash('sha256').update(appId).update(body).update(timestamp).update(oaSecret).digest('hex')
  return { 'x-zevent-signature': `mac=${mac}` }
}

function parsed(body: string): { timestamp?: unknown } {
  try {
    return JSON.parse(body) ?? {}
  } catch {
    return {}
  }
}

async function post(channel: Channel, body: string, { genuine }: { genuine: boolean }): Promise<number> {
  const proof: Record<string, string> =
    channel === 'zalo' ? sign(body) : { 'x-telegram-bot-api-secret-token': house.secret }
  const forged = {
    'x-zevent-signature': `mac=${'0'.repeat(64)}`,
    'x-telegram-bot-api-secret-token': 'guessed-guessed-01',
  }
  const url = channel === 'zalo' ? house.webhookUrl : house.telegramUrl
  const answer = await fetch(url, { method: 'POST', headers: genuine ? proof : forged, body })
  return answer.status
}

/** The sample as if it were sent now. */
const now = (sample: Json): Json =>
  typeof sample === 'object' && sample !== null && !Array.isArray(sample) && 'timestamp' in sample
    ? { ...sample, timestamp: String(house.clock.now().getTime()) }
    : sample

const anyChannel = fc.constantFrom<Channel>('zalo', 'telegram')
const anySample = anyChannel.chain((channel) => fc.tuple(fc.constant(channel), fc.constantFrom(...SAMPLES[channel])))
const hostile = fc.constantFrom<Json>(
  "'; drop table inbox; --",
  '<script>alert(1)</script>',
  '{{constructor.constructor("return process")()}}',
  'Nguyễn'.normalize('NFD'),
  'NguyÔn V¨n An',
  '\u0000',
  '\ud800',
  // Long, and nothing an index could press together.
  Array.from({ length: 100 }, (_, n) => createHash('sha256').update(String(n)).digest('hex')).join(''),
  -1,
  1e308,
  2 ** 53,
  [],
  {},
  null,
  [[[[[[]]]]]],
)

/** One place of the tree with something else in it, something more beside it, or nothing at all. */
function changed(json: Json, steps: number[], value: Json, how: 'replace' | 'remove' | 'add'): Json {
  if (typeof json !== 'object' || json === null) return value
  const [step = 0, ...rest] = steps
  const entries = Object.entries(json)
  if (how === 'add' && (rest.length === 0 || entries.length === 0)) return { ...json, [`v${step}`]: value }
  const key = entries[step % Math.max(entries.length, 1)]?.[0]
  if (key === undefined) return value
  const child = (json as Record<string, Json>)[key] as Json
  const isEnd = rest.length === 0 || typeof child !== 'object' || child === null
  const next = isEnd ? value : changed(child, rest, value, how)
  const others = entries.filter(([name]) => name !== key)
  const kept = isEnd && how === 'remove' ? others : entries.map(([name, one]) => [name, name === key ? next : one])
  return Array.isArray(json) ? (kept.map(([, one]) => one) as Json[]) : (Object.fromEntries(kept) as Json)
}

test('L06 a genuine body with any field wrong is answered calmly and never with a fault', async () => {
  const change = fc.record({
    steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
    value: fc.oneof(hostile, fc.jsonValue() as fc.Arbitrary<Json>),
    how: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const),
  })
  await fc.assert(
    fc.asyncProperty(
      anySample,
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async ([channel, sample], changes) => {
        const body = changes.reduce<Json>(
          (json, { steps, value, how }) => changed(json, steps, value, how),
          now(sample),
        )
        const status = await post(channel, JSON.stringify(body), { genuine: true })
        const isUpdate = channel === 'telegram' && Number.isSafeInteger((body as { update_id?: unknown })?.update_id)
        expect(isUpdate ? [200] : [200, 400, 401]).toContain(status)
      },
    ),
    { numRuns: 400 },
  )
})

test('L06 a genuine body cut short or with a byte changed is answered calmly', async () => {
  await fc.assert(
    fc.asyncProperty(anySample, fc.nat(), fc.nat(255), fc.boolean(), async ([channel, sample], at, byte, cut) => {
      const bytes = Buffer.from(JSON.stringify(now(sample)))
      const place = at % bytes.length
      if (!cut) bytes[place] = byte
      const body = (cut ? bytes.subarray(0, place) : bytes).toString('utf8')
      expect([200, 400, 401]).toContain(await post(channel, body, { genuine: true }))
    }),
    { numRuns: 200 },
  )
})

test('L06 a forged body never leaves a row, whatever it holds', async () => {
  const before = await house.inboxRows()
  await fc.assert(
    fc.asyncProperty(anySample, hostile, fc.nat(20), async ([channel, sample], value, step) => {
      const body = JSON.stringify(changed(now(sample), [step], value, 'add'))
      expect(await post(channel, body, { genuine: false })).toBe(401)
    }),
    { numRuns: 150 },
  )
  expect(await house.inboxRows()).toBe(before)
})

test('a body that is too large, too deep or no JSON is refused and leaves no row', async () => {
  const before = await house.inboxRows()
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const large = JSON.stringify({ update_id: 1, event_name: 'user_send_text', text: 'x'.repeat(300_000) })
  for (const body of ['', 'null', '[]', '"text"', '7', '{', deep, large]) {
    expect([body.slice(0, 20), await post('telegram', body, { genuine: true })]).toEqual([body.slice(0, 20), 400])
    expect([400, 401]).toContain(await post('zalo', body, { genuine: true }))
  }
  expect(await house.inboxRows()).toBe(before)
})

test('everything that was taken is answered or let go, and no message is dead', async () => {
  await house.settle()
  const open = await house.db.selectFrom('inbox').select('id').where('handled_at', 'is', null).execute()
  expect(open).toEqual([])
  expect(house.faults.filter((fault) => 'dead' in fault)).toEqual([])
})

const STRANGE = [
  "'; drop table inbox; --",
  '<img src=x onerror=alert(1)>',
  '{{publicUrl}} <%= 7*7 %> {{#each this}}{{/each}}',
  'Tra cứu mũi tiêm'.normalize('NFD'),
  'Tra cøu mòi tiªm',
  `trước\u0000sau`,
  '\ud800',
]

test.each(STRANGE)('B02 %j is stored once and answered calmly on both channels', async (words) => {
  const chat = 9_100 + STRANGE.indexOf(words)
  const person = `30000000000000${40_000 + chat}`
  await house.zalo.say(person, words)
  await house.telegram.say(chat, words)
  await house.settle()
  expect(house.zalo.sent(person)).toHaveLength(1)
  expect(house.telegram.sent(chat)).toHaveLength(1)
  expect(house.zalo.last(person).text).not.toMatch(/\{\{|undefined|\[object/)
})
