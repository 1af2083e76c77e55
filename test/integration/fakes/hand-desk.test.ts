import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHandDesk } from '../../fakes/hand-desk.ts'
import { type FakeTelegram, startFakeTelegram } from '../../support/fake-telegram.ts'
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo.ts'

/** The smallest bot: it says back what it heard, with a button, on both channels. */
function echoBot(telegram: FakeTelegram, zalo: FakeZalo, token: string) {
  return createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const heard = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      event_name?: string
      sender?: { id: string }
      message?: { text?: string; chat?: { id: number }; photo?: object[] }
      callback_query?: { data: string; from: { id: number } }
    }
    const text = `Nghe: ${heard.message?.text ?? heard.callback_query?.data ?? 'ảnh'} <b>`
    if (heard.event_name === 'user_send_text') {
      const buttons = [{ title: 'Tra cứu', type: 'oa.query.hide', payload: 'mật' }]
      const message = { text, attachment: { type: 'template', payload: { buttons } } }
      await post(`${zalo.apiRoot}/v3.0/oa/message/cs`, { recipient: { user_id: heard.sender?.id }, message }, token)
    }
    const chat = heard.message?.chat?.id ?? heard.callback_query?.from.id
    if (chat) {
      const keyboard = { inline_keyboard: [[{ text: 'Có', callback_data: 'co' }]] }
      const message = { chat_id: chat, text, reply_markup: keyboard }
      await post(`${telegram.url}bot${telegram.token}/sendMessage`, message)
    }
    res.writeHead(200).end()
  })
}
const post = (url: string, body: object, token = '') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', access_token: token },
    body: JSON.stringify(body),
  })

let telegram: FakeTelegram
let zalo: FakeZalo
let desk: Awaited<ReturnType<typeof openHandDesk>>
let bot: ReturnType<typeof createServer>

beforeAll(async () => {
  telegram = await startFakeTelegram()
  zalo = await startFakeZalo({ echoes: false })
  desk = await openHandDesk({ telegram, zalo })
  bot = echoBot(telegram, zalo, zalo.issueTokens().access_token).listen(0, '127.0.0.1')
  await new Promise((resolve) => bot.once('listening', resolve))
  const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`
  telegram.webhook = { url, secret: 'secret' }
  zalo.webhook = { url }
})
afterAll(async () => {
  await Promise.all([desk.close(), telegram.close(), zalo.close()])
  bot.closeAllConnections()
  bot.close()
})

const does = async (path: string, fields: Record<string, string>) => {
  const answer = await fetch(new URL(path, desk.url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
}
const thread = async (channel: string, person = '1') =>
  (await fetch(new URL(`/thread?channel=${channel}&person=${person}`, desk.url))).text()

test('a typed message reaches the webhook, the answer and its buttons show, and a pressed button is heard', async () => {
  for (const [channel, label, heard] of [
    ['telegram', 'Có', 'co'],
    ['zalo', 'Tra cứu', 'mật'],
  ] as const) {
    await does('/say', { channel, person: '1', text: 'chào "bạn"' })
    const first = await thread(channel)
    expect(first).toContain('Nghe: chào &#34;bạn&#34; &#60;b&#62;')
    expect(first).toContain(`value="${label}"`)
    expect(first).not.toContain('Chưa tới')
    await does('/press', { channel, person: '1', label })
    expect(await thread(channel)).toContain(`Nghe: ${heard}`)
    expect(await thread(channel, '2'), 'another person’s thread').not.toContain('Nghe')
  }
})

test('a picture goes as a photo or as it is, and stands in the thread', async () => {
  const large = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  for (const form of ['photo', 'file']) {
    const body = new FormData()
    for (const [name, value] of Object.entries({ channel: 'telegram', person: '2', form })) body.set(name, value)
    body.set('picture', new Blob([new Uint8Array(large)]), 'thẻ.png')
    await fetch(new URL('/picture', desk.url), { method: 'POST', body })
  }
  const sizes = await Promise.all(
    [...telegram.files.values()]
      .filter((bytes) => bytes.length > 100)
      .map(async (bytes) => (await sharp(bytes).metadata()).width),
  )
  expect(sizes).toEqual([1280, 3000])
  const [address = ''] = /\/file\?[^"]+/.exec(await thread('telegram', '2')) ?? []
  expect((await fetch(new URL(address.replaceAll('&#38;', '&'), desk.url))).headers.get('content-type')).toContain(
    'image/',
  )
})

test('blocking, following and sharing a number are acts; what nobody takes is said', async () => {
  await does('/act', { channel: 'telegram', person: '3', act: 'block' })
  expect(
    (await post(`${telegram.url}bot${telegram.token}/sendMessage`, { chat_id: 2_000_000_003, text: 'a' })).status,
  ).toBe(403)
  await does('/contact', { channel: 'zalo', person: '3', phone: '+84900000003' })
  expect(zalo.users.get('3000000000000000003')?.sharedInfo).toMatchObject({ phone: 84_900_000_003 })
  zalo.webhook = null
  await does('/say', { channel: 'zalo', person: '4', text: 'có ai không' })
  expect(await thread('zalo', '4')).toContain('Chưa tới')
})
