import { afterAll, beforeAll, expect, test } from 'vitest'
import { planForTelegram } from '../../../bot/telegram/plan.ts'
import { webMouth } from '../../../bot/web/web-chat.ts'
import { planForZalo } from '../../../bot/zalo/plan.ts'
import type { ChannelId } from '../../../core/domain/chat/inbound-event.ts'
import { READY_ANSWER_KEYS, READY_ANSWERS } from '../../../core/domain/thread/ready-answer.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { anAccount, aReport, must } from '../desk/desk-house.ts'
import { deskVisitor } from '../desk/desk-visitor.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'
import { newPerson, openTime, say } from './thread-builders.ts'
import { openThreadPortal } from './thread-portal.ts'

let house: ZaloBot
let portal: Awaited<ReturnType<typeof openThreadPortal>>
let officer: ReturnType<typeof deskVisitor>
let chat = 62_000
beforeAll(async () => {
  house = await openZaloBot()
  house.clock.set(openTime)
  const facts = { address: 'Thôn 1, xã Mẫu', opening_hours: '07:30–11:30, 13:30–17:00' }
  await house.db.updateTable('units').set(facts).where('id', '=', 'tyt-mau').execute()
  portal = await openThreadPortal(house.app)
  officer = deskVisitor(portal.url)
  await officer.logIn(await anAccount(house))
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const zaloUser = (id: number) => `30000000000000${id}`
const telegramAt = (id: number) => `telegram|${house.telegram.botId}|${id}`

/** A thread whose citizen uses this channel and language, with a report. */
async function aThread(channel: ChannelId, locale: 'vi' | 'en', withReport = true) {
  chat += 1
  const address = { telegram: telegramAt(chat), zalo: house.address(zaloUser(chat)), web: newPerson().web }[channel]
  house.zalo.setLastInteraction(zaloUser(chat), house.clock.now())
  await house.app.store.transaction((tx) => tx.conversations.save(address, null, locale))
  await say(house, address)
  if (withReport) await aReport(house, { address })
  must(await askHuman(house.app, { address, personId: null, text: null }))
  const open = await house.app.store.transaction((tx) => tx.helpRequests.openFor(address))
  return { address, chat, path: `/can-bo/hop-thu/${open?.id}` }
}

const unescaped = (html: string) =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const previewIn = (html: string) => unescaped(/id="message">([^<]*)</.exec(html)?.[1] ?? 'no preview')
const hiddenIn = (html: string, name: string) =>
  unescaped(new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')

async function previewAndSend(path: string, key: string): Promise<string> {
  const { html } = await officer.get(`${path}?mau=${key}`)
  const form = { act: 'send_ready', answer: key, text: hiddenIn(html, 'text'), reply_id: hiddenIn(html, 'reply_id') }
  const sent = await officer.send(path, form)
  expect({ key, status: sent.status, location: sent.location }).toEqual({
    key,
    status: 303,
    location: `${path}?da=send#cuoi`,
  })
  return previewIn(html)
}

async function leftFor(address: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('outbox')
    .selectAll()
    .where('address', '=', address)
    .orderBy('sequence')
    .execute()
  return rows.map(
    (row) => outgoingText(house.render, row.content as unknown as Parameters<typeof outgoingText>[1]).text,
  )
}

const WAYS = (['telegram', 'zalo', 'web'] as const).flatMap((channel) => [
  [channel, 'vi'] as const,
  [channel, 'en'] as const,
])

test.each(WAYS)(
  'E07 on %s in %s every ready answer leaves byte for byte as it was previewed',
  { timeout: 120_000 },
  async (channel, locale) => {
    const { address, path, chat: chatId } = await aThread(channel, locale)
    const previews: string[] = []
    for (const key of READY_ANSWER_KEYS) previews.push(await previewAndSend(path, key))
    expect(previews.every((text) => text.startsWith('Trạm Y tế xã Mẫu: ') && !/\{|\}|undefined|null/.test(text))).toBe(
      true,
    )
    expect(new Set(previews).size).toBe(READY_ANSWER_KEYS.length)
    expect(await leftFor(address)).toEqual(previews)
    await house.settle()
    const arrived = channel === 'zalo' ? house.zalo.sent(zaloUser(chatId)) : house.telegram.sent(chatId)
    if (channel !== 'web') expect(arrived.map((message) => message.text)).toEqual(previews)
  },
)

test('E07 an answer that the case cannot fill shows no message and cannot be sent', async () => {
  const { address, path } = await aThread('web', 'vi', false)
  const needing = READY_ANSWER_KEYS.filter((key) => (READY_ANSWERS[key].needs as readonly string[]).includes('code'))
  for (const key of needing) {
    const looked = await officer.get(`${path}?mau=${key}`)
    expect({ key, status: looked.status, preview: previewIn(looked.html) }).toEqual({
      key,
      status: 422,
      preview: 'no preview',
    })
    expect(looked.html).toContain('thiếu mã phản ánh')
    const form = { act: 'send_ready', answer: key, text: 'Phản ánh', reply_id: hiddenIn(looked.html, 'reply_id') }
    expect((await officer.send(path, form)).status).toBe(422)
  }
  expect(await leftFor(address)).toEqual([])
})

test('E07 when the words have changed since the preview, the new ones are shown and nothing leaves', async () => {
  const { address, path } = await aThread('web', 'vi')
  const { html } = await officer.get(`${path}?mau=opening-hours`)
  await house.db.updateTable('units').set({ opening_hours: 'chỉ buổi sáng' }).where('id', '=', 'tyt-mau').execute()
  const form = {
    act: 'send_ready',
    answer: 'opening-hours',
    text: hiddenIn(html, 'text'),
    reply_id: hiddenIn(html, 'reply_id'),
  }
  const answer = await officer.send(path, form)
  expect(answer.status).toBe(409)
  expect(previewIn(answer.html)).toContain('chỉ buổi sáng')
  expect(await leftFor(address)).toEqual([])
})

test('E07 words written by hand are previewed as they leave, line ends and signs included', async () => {
  const { address, path } = await aThread('web', 'vi')
  const { html } = await officer.get(path)
  const words = 'Chào bạn,\r\n1 < 2 & "ba" \u0065\u0301'
  const preview = await officer.send(path, { act: 'preview', text: words })
  const text = hiddenIn(preview.html, 'text')
  await officer.send(path, { act: 'send', text, reply_id: hiddenIn(html, 'reply_id') })
  expect(await leftFor(address)).toEqual([previewIn(preview.html)])
  expect(previewIn(preview.html)).toBe('Trạm Y tế xã Mẫu: Chào bạn,\n1 < 2 & "ba" é')
})

test('L07 the log of the portal holds no word of a talk', async () => {
  const { path } = await aThread('web', 'vi')
  const { html } = await officer.get(path)
  await officer.send(path, { act: 'send', text: 'chuyện riêng của người dân', reply_id: hiddenIn(html, 'reply_id') })
  await officer.send(path, { act: 'send', text: 'x'.repeat(1_501), reply_id: hiddenIn(html, 'reply_id') })
  expect(JSON.stringify(portal.told)).not.toMatch(/chuyện riêng|xxxx/)
})

test('E07 the longest answer an officer may write is one message on every channel', () => {
  const text = `${'Trạm Y tế phường có tên rất dài '.repeat(4)}: ${'ế'.repeat(1_500)}`
  const whole = { kind: 'text' as const, text, choices: [], links: [], closesContact: false }
  for (const plan of [planForTelegram, planForZalo, webMouth().plan])
    expect(plan(whole).map((part) => part.text)).toEqual([text])
})
