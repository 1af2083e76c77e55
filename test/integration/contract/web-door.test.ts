import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse } from '../../../bot/converse.ts'
import { formBrowser } from '../../support/form-browser.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openChatPages } from '../bot/chat-pages.ts'

let pages: Awaited<ReturnType<typeof openChatPages>>

beforeAll(async () => {
  pages = await openChatPages()
})
afterAll(() => pages.close())

type Fields = Record<string, string | string[] | Blob>

/** A browser with its page open: `post` sends what a form of the page could, or what none could. */
async function visitor() {
  const browser = formBrowser(() => pages.url, 1)
  const { html } = await browser.open('/tro-chuyen')
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const address = `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`
  const post = (fields: Fields, headers: Record<string, string> = {}) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ _csrf: csrf, client_message_id: randomUUID(), ...fields }))
      for (const one of [value].flat()) body.append(name, one)
    return browser.ask('/tro-chuyen/tin', { method: 'POST', body, headers: { accept: 'application/json', ...headers } })
  }
  const table = (name: 'inbox' | 'outbox') =>
    pages.house.db.selectFrom(name).select('id').where('address', '=', address).execute()
  const heard = async () =>
    (await pages.house.db.selectFrom('inbox').selectAll().where('address', '=', address).orderBy('id').execute()).map(
      ({ event, handled_at }) => ({ ...(event as { kind: string; text?: string }), isHandled: handled_at !== null }),
    )
  return { ...browser, csrf, address, post, heard, answers: () => table('outbox') }
}

const settled = async (who: Awaited<ReturnType<typeof visitor>>) => {
  await expect.poll(async () => (await who.heard()).filter((one) => !one.isHandled), { timeout: 10_000 }).toEqual([])
}

test('M02 the same post at once and again an hour later is one row and one answer', async () => {
  const who = await visitor()
  const fields = { client_message_id: randomUUID(), text: 'tra cuu' }
  const at = await Promise.all([1, 2, 3].map(() => who.post(fields)))
  await settled(who)
  pages.house.clock.advance(3_600_000)
  expect([...at, await who.post(fields)].map(({ status }) => status)).toEqual([202, 202, 202, 202])
  await settled(who)
  expect([(await who.heard()).length, (await who.answers()).length]).toEqual([1, 1])
})

test('B02 two posts side by side are answered one after the other, and nothing said is lost', async () => {
  const who = await visitor()
  await pages.rest(true)
  for (const text of ['bao sai', 'Nguyễn Thị Hoa']) await who.post({ text })
  const runs = [1, 2, 3].map(() => converse(pages.house.ears, { address: who.address }))
  expect((await Promise.allSettled(runs)).some(({ status }) => status === 'fulfilled')).toBe(true)
  await pages.rest(false)
  await settled(who)
  const { state } = await pages.house.db
    .selectFrom('conversations')
    .select('state')
    .where('address', '=', who.address)
    .executeTakeFirstOrThrow()
  expect(state).toMatchObject({ step: 'birth', answers: { fullName: 'Nguyễn Thị Hoa' } })
  expect(await who.answers()).toHaveLength(2)
})

test('M01 an answer that crashes after the post is found again by the sweeper', async () => {
  const who = await visitor()
  const { app, clock, ears } = pages.house
  await pages.rest(true)
  expect((await who.post({ text: 'tra cuu' })).status).toBe(202)
  const claim = () =>
    app.store.transaction((tx) => tx.promises.claimHeard({ now: clock.now(), sweepAfterMs: 60_000, limit: 100 }))
  await claim()
  await expect(converse({ ...ears, channels: {} }, { address: who.address })).rejects.toThrow()
  clock.advance(61_000)
  expect(await claim()).toContain(who.address)
  await pages.rest(false)
  await settled(who)
  expect(await who.answers()).toHaveLength(1)
})

test("L06 a post without the page's token, with a guessed one or another browser's, is refused and leaves no row", async () => {
  const [who, other] = [await visitor(), await visitor()]
  for (const _csrf of ['', 'guessed', other.csrf, [who.csrf, who.csrf]]) {
    const answer = await who.post({ _csrf, text: 'Bí Mật' })
    expect([_csrf, answer.status]).toEqual([_csrf, 403])
  }
  const away = await who.post({ text: 'Bí Mật' }, { origin: 'https://elsewhere.example' })
  expect(away.status).toBe(403)
  expect([await who.heard(), await other.heard()]).toEqual([[], []])
})

test('a post with a field missing, twice, of another kind or cut short is refused and leaves no row', async () => {
  const who = await visitor()
  const wrong: Fields[] = [
    { client_message_id: 'not-an-id', text: 'Bí Mật' },
    { text: ['Bí Mật', 'Bí Mật'] },
    { choice: 'x'.repeat(65) },
    { text: '  ' },
  ]
  for (const fields of wrong) expect([fields, (await who.post(fields)).status]).toEqual([fields, 422])
  expect((await who.post({ text: 'Bí\u0000Mật' })).status).toBe(400)
  const head = { 'content-type': 'multipart/form-data; boundary=b' }
  const cut = `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${who.csrf}\r\n--b\r\ncontent-disposition: form`
  expect((await who.ask('/tro-chuyen/tin', { method: 'POST', body: cut, headers: head })).status).toBe(400)
  expect((await who.post({ version: '9', payload: '{"said":[]}', text: 'tra cuu' })).status).toBe(202)
  await settled(who)
  expect(await who.heard()).toHaveLength(1)
})

test('fifty messages at once from one browser: forty are stored once each, the rest are told to wait', async () => {
  const who = await visitor()
  await pages.rest(true)
  const posts = Array.from({ length: 50 }, (_, n) => who.post({ text: `tin ${n}` }))
  const statuses = (await Promise.all(posts)).map(({ status }) => status)
  await pages.rest(false)
  const taken = statuses.filter((status) => status === 202).length
  expect(new Set(statuses)).toEqual(new Set([202, 429]))
  expect([taken >= 40, (await who.heard()).length]).toEqual([true, taken])
  await settled(who)
  expect((await who.answers()).length).toBe(taken)
})

test('two hundred and fifty messages from as many browsers behind one network are stored, each once', async () => {
  await pages.rest(true)
  const waiting = Array.from({ length: 250 }, (_, n) => n)
  const statuses = new Set<number>()
  const crowd = Array.from({ length: 20 }, async () => {
    while (waiting.pop() !== undefined) statuses.add((await (await visitor()).post({ text: 'đám đông' })).status)
  })
  await Promise.all(crowd)
  expect(statuses).toEqual(new Set([202]))
  const rows = pages.house.db.selectFrom('inbox').select('address').where(sql`event->>'text'`, '=', 'đám đông')
  const addresses = (await rows.execute()).map(({ address }) => address)
  expect([addresses.length, new Set(addresses).size]).toEqual([250, 250])
  await pages.house.db.deleteFrom('inbox').where('handled_at', 'is', null).execute()
  await pages.rest(false)
})

test('2,001 signs are heard, 4,000 in NFD too; 4,097 are told to be too long, and no text of ours is split', async () => {
  const who = await visitor()
  const [some, most] = [2_001, 4_000].map((length) => 'ớ'.repeat(length))
  for (const text of [some, most]) expect((await who.post({ text: text?.normalize('NFD') ?? '' })).status).toBe(202)
  const refused = await who.post({ text: 'ớ'.repeat(4_097) })
  expect([refused.status, await refused.json()]).toEqual([422, { error: expect.stringContaining('dài quá') }])
  await settled(who)
  expect((await who.heard()).map(({ text }) => text)).toEqual([some, most])
  const text = 'a'.repeat(4_097)
  const content = { kind: 'text' as const, text, choices: [], links: [], closesContact: false }
  expect(pages.house.mouths.channels.web?.plan(content)).toEqual([content])
})

test('a document of 25 MB is refused politely, with JavaScript and without, and leaves nothing', async () => {
  const who = await visitor()
  const file = new Blob([new Uint8Array(25_000_000)], { type: 'application/pdf' })
  for (const accept of ['text/html', 'application/json']) {
    const answer = await who.post({ file }, { accept })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('quá lớn')
  }
  expect((await who.open('/tro-chuyen')).html).toContain('data-too-large="Ảnh quá lớn')
  expect(await who.heard()).toEqual([])
  expect(await pages.house.db.selectFrom('chat_uploads').select('id').execute()).toEqual([])
})

test('a file that is no picture gets a calm sentence', async () => {
  const who = await visitor()
  await who.post({ file: new Blob(['%PDF-1.7 not a picture'], { type: 'image/jpeg' }) })
  await settled(who)
  for (const words of ['Đồng ý', 'Mặt trước CCCD']) {
    await who.post({ text: words })
    await settled(who)
  }
  expect((await who.open('/tro-chuyen')).html).toContain('không phải ảnh')
})

const STRANGE = [
  "'; drop table inbox; --",
  '<img src=x onerror=alert(1)>',
  '{{publicUrl}} <%= 7*7 %> {{#each this}}{{/each}}',
  'Tra cứu mũi tiêm'.normalize('NFD'),
  'Tra cøu mòi tiªm',
  '\u202eaoH\u202c',
]

test.each(STRANGE)('B02 %j in every field is stored once, answered calmly and shown as text', async (words) => {
  const who = await visitor()
  await who.post({ text: words })
  await settled(who)
  expect((await who.post({ choice: words.slice(0, 40) })).status).toBe(202)
  const jpeg = readFileSync(sharedData('cccd/images/dev-001.jpg'))
  await who.post({ text: words, file: new File([jpeg], words, { type: words }), seen: words })
  await settled(who)
  expect((await who.heard()).map(({ kind }) => kind)).toEqual(['text', 'choice', 'media'])
  expect(await who.answers()).toHaveLength(3)
  expect((await who.open('/tro-chuyen')).html).not.toContain('<img src=x')
})

test('L08 of what was said nothing stands in what the log is told, not even of the answer that crashed', () => {
  const told = JSON.stringify([pages.logged, pages.house.faults])
  expect(told).toContain('inboxId')
  for (const word of ['Bí Mật', 'Nguyễn Thị Hoa', 'ớớ', 'drop table', 'onerror', 'publicUrl'])
    expect(told).not.toContain(word)
})
