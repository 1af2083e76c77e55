import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formBrowser } from '../../support/form-browser.ts'
import { openChatPages } from '../bot/chat-pages.ts'

let pages: Awaited<ReturnType<typeof openChatPages>>

beforeAll(async () => {
  pages = await openChatPages({ lookEveryMs: 50, breatheEveryMs: 100, openForMs: 60_000 })
})
afterAll(() => pages.close())

const visitor = () => formBrowser(() => pages.url, 1)
type Visitor = ReturnType<typeof visitor>
const addressOf = (who: Visitor) => `web|portal|${who.cookies.get('phien')?.split('.')[0]}`
const cookieOf = (who: Visitor) => [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function stream(who: Visitor, headers: Record<string, string> = {}) {
  const stop = new AbortController()
  const answer = await fetch(`${pages.url}/tro-chuyen/su-kien`, {
    headers: { cookie: cookieOf(who), ...headers },
    signal: stop.signal,
  })
  return { answer, stop: () => stop.abort() }
}

/** Reads on until the text holds what was waited for, or the stream ends. */
async function readUntil(answer: Response, wanted: RegExp): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (wanted.test(text)) return text
  }
  return `${text}[ended]`
}

/** What a browser sends for a file input that nobody touched; only the form to write in has one. */
const NO_FILE = { fileName: '', type: 'application/octet-stream', bytes: new Uint8Array() }

async function say(who: Visitor, text: string) {
  return who.send(await who.open('/tro-chuyen'), { text, file: NO_FILE })
}

async function put(address: string, text: string, more: object = {}): Promise<string> {
  const id = randomUUID()
  const content = { kind: 'text', text, choices: [], links: [], closesContact: false, ...more }
  await pages.house.app.store.transaction((tx) =>
    tx.outbox.put({
      id,
      idempotencyKey: id,
      channel: 'web',
      address,
      purpose: 'reply',
      content: { kind: 'turn', content },
    }),
  )
  return id
}

test('a stream is never kept or held back by a proxy, and says now and then that it is alive', async () => {
  const who = visitor()
  await who.open('/tro-chuyen')
  const { answer, stop } = await stream(who)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-accel-buffering')).toBe('no')
  expect(await readUntil(answer, /: still here/)).toContain('retry: 2000')
  stop()
})

test('L07 a session has four streams at most; one that ends makes room', async () => {
  const who = visitor()
  await who.open('/tro-chuyen')
  const open = [await stream(who), await stream(who), await stream(who), await stream(who)]
  const fifth = await stream(who)
  expect([...open, fifth].map(({ answer }) => answer.status)).toEqual([200, 200, 200, 200, 429])
  const other = visitor()
  await other.open('/tro-chuyen')
  const others = await stream(other)
  expect(others.answer.status, 'another session behind the same address').toBe(200)
  open[0]?.stop()
  await expect
    .poll(
      async () => {
        const again = await stream(who)
        again.stop()
        return again.answer.status
      },
      { timeout: 10_000 },
    )
    .toBe(200)
  for (const one of [...open, others]) one.stop()
})

test('where streams do not come through the answers are asked for, and nothing new is 304', async () => {
  const who = visitor()
  await who.open('/tro-chuyen')
  await say(who, 'tro giup')
  const ask = (after: string, tag?: string) =>
    who.ask(`/tro-chuyen/tin-moi?after=${after}`, tag ? { headers: { 'if-none-match': tag } } : {})
  const first = await ask('0')
  const { answers } = (await first.json()) as { answers: { id: number; text: string }[] }
  expect(answers.map((one) => one.text).join()).toContain('1900 9095')
  const tag = first.headers.get('etag') ?? ''
  expect(tag).toBe(`"${answers.at(-1)?.id}"`)
  const again = await ask(String(answers.at(-1)?.id), tag)
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('what the page has shown is delivered, and only what was said to this browser', async () => {
  const [who, other] = [visitor(), visitor()]
  for (const one of [who, other]) await say(one, 'tro giup')
  const statesAt = async (address: string) =>
    (await pages.house.db.selectFrom('outbox').select('state').where('address', '=', address).execute()).map(
      (row) => row.state,
    )
  const page = await who.open('/tro-chuyen')
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const tell = (seen: string) =>
    who.ask('/tro-chuyen/da-nhan', { method: 'POST', body: new URLSearchParams({ _csrf: csrf, seen }) })
  const seen = /name="seen" value="(\d+)"/.exec(page.html)?.[1] ?? ''
  await expect.poll(() => statesAt(addressOf(who)), { timeout: 10_000 }).toEqual(['accepted'])
  const told = await tell(seen)
  expect([told.status, await told.json()]).toEqual([200, { endsAt: null }])
  expect(await statesAt(addressOf(who))).toEqual(['delivered'])
  expect(await statesAt(addressOf(other))).not.toContain('delivered')
  expect((await tell('none')).status).toBe(422)
})

test('Kết thúc: the page is empty for the next person, and an open stream falls silent', async () => {
  const who = visitor()
  await say(who, 'tra cuu')
  const before = addressOf(who)
  const { answer } = await stream(who)
  await who.send(await who.open('/tro-chuyen'), {}, 'Kết thúc và xóa khỏi máy này')
  expect(await readUntil(answer, /never/)).toContain('[ended]')
  expect(addressOf(who)).not.toBe(before)
  expect((await who.open('/tro-chuyen')).html).not.toContain('class="mine"')
})

test('a picture stands in the page with its words, behind this session only', async () => {
  const [who, other] = [visitor(), visitor()]
  for (const one of [who, other]) await one.open('/tro-chuyen')
  const attachment = { maker: 'receipt_qr', code: 'PA-ABCD-2345', form: 'image', fileName: 'qr.png', mime: 'image/png' }
  const id = await put(addressOf(who), 'Đã ghi nhận.', { attachment })
  const page = await who.open('/tro-chuyen')
  expect(page.html).toContain(`<img src="/tro-chuyen/anh/${id}" alt="Mã QR để theo dõi phản ánh PA-ABCD-2345"`)
  const [own, foreign] = [await who.ask(`/tro-chuyen/anh/${id}`), await other.ask(`/tro-chuyen/anh/${id}`)]
  expect([own.status, own.headers.get('content-type'), foreign.status]).toEqual([
    200,
    'image/svg+xml; charset=utf-8',
    404,
  ])
  expect(own.headers.get('cache-control')).toBe('no-store')
})

test('the end of what was proved is told fifteen minutes before, and one button keeps it two hours longer', async () => {
  const who = visitor()
  await who.open('/tro-chuyen')
  const { app, clock } = pages.house
  const address = addressOf(who)
  const proof = { id: randomUUID(), address, phone: '+84912345678', personId: null, level: 1 as const }
  const [provedAt, expiresAt] = [clock.now(), new Date(clock.now().getTime() + 2 * 3_600_000)]
  await app.store.transaction((tx) => tx.citizens.addProof({ ...proof, provedAt, expiresAt }))
  expect((await who.open('/tro-chuyen')).html).toMatch(/id="talk-ends"[^>]* hidden/)
  clock.advance(106 * 60_000)
  const page = await who.open('/tro-chuyen')
  expect(page.html).not.toMatch(/id="talk-ends"[^>]* hidden/)
  expect((await who.send(page, {}, 'Giữ thêm 2 giờ')).html).toMatch(/id="talk-ends"[^>]* hidden/)
  clock.advance(110 * 60_000)
  const held = await app.store.transaction((tx) => tx.citizens.proofsOf(address, clock.now()))
  expect(held.map((one) => one.phone)).toEqual(['+84912345678'])
  clock.advance(60 * 60_000)
  expect((await who.send(await who.open('/tro-chuyen'), {}, 'Giữ thêm 2 giờ')).html).toMatch(/talk-ends"[^>]* hidden/)
  expect(await app.store.transaction((tx) => tx.citizens.proofsOf(address, clock.now()))).toEqual([])
})

test('L07 forty messages a minute from one browser, then a calm no with the time to wait; the neighbour goes on', async () => {
  const [who, neighbour] = [visitor(), visitor()]
  const page = await who.open('/tro-chuyen')
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  await pages.rest(true)
  const statuses: number[] = []
  for (let n = 0; n < 42; n++) {
    const body = new URLSearchParams({ _csrf: csrf, client_message_id: randomUUID(), text: `tin ${n}` })
    const headers = { accept: 'application/json' }
    const answer = await who.ask('/tro-chuyen/tin', { method: 'POST', body, headers })
    statuses.push(answer.status)
    if (answer.status === 429)
      expect(await answer.json()).toEqual({ error: 'Bạn gửi nhanh quá. Xin đợi 1 phút rồi gửi tiếp.' })
  }
  // The clock of the house goes on while this test runs.
  expect(statuses.slice(0, 40)).toEqual(Array(40).fill(202))
  expect(statuses).toContain(429)
  await say(neighbour, 'tro giup')
  await pages.rest(false)
})

test('without JavaScript a late answer is told, with a link that really loads the page again', async () => {
  const who = visitor()
  await who.open('/tro-chuyen')
  await pages.rest(true)
  const page = await say(who, 'tro giup')
  expect(page.url).toBe('/tro-chuyen#moi-nhat')
  expect(page.html).toContain('Câu trả lời chưa tới.')
  const again = /href="(\/tro-chuyen\?lan=[^#"]+)#moi-nhat"/.exec(page.html.replaceAll('&#x3D;', '='))?.[1] ?? ''
  await pages.rest(false)
  await expect.poll(async () => (await who.open(again)).html, { timeout: 10_000 }).toContain('1900 9095')
})
