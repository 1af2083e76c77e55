import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sharedData } from '../../support/shared-data.ts'
import { openZaloBot, type ZaloBot } from './zalo-bot.ts'

let house: ZaloBot
let person = 0

beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())
beforeEach(() => {
  person += 1
})

const citizen = () => `30000000000000${20_000 + person}`
const last = () => house.zalo.last(citizen())
const say = async (words: string) => {
  await house.zalo.say(citizen(), words)
  await house.settle()
}
const press = async (label: string) => {
  await house.zalo.press(citizen(), label)
  await house.settle()
}
const conversation = () =>
  house.db.selectFrom('conversations').selectAll().where('address', '=', house.address(citizen())).executeTakeFirst()

test('B08 the six choices of the menu fit into five buttons, and each can be reached', async () => {
  await say('chào')
  expect(last().buttons.length).toBeLessThanOrEqual(5)
  await say('Trợ giúp')
  expect(last().text).not.toContain('chưa hiểu')
  await say('menu')
  await press('Tra cứu mũi tiêm')
  expect(last().text).toContain('Bạn tra cứu cho ai')
})

test('B08 a pressed button comes back as a text with its token and is understood as the choice', async () => {
  await say('menu')
  const [button] = last().buttons
  expect(button?.type).toBe('oa.query.hide')
  await say(String(button?.payload))
  expect(last().text).toContain('Bạn tra cứu cho ai')
})

const oddities = { audio: 'thoại', sticker: 'nhãn dán', location: 'vị trí', video: 'phim', link: 'đường dẫn' } as const

test.each(Object.entries(oddities))('a %s gets a calm sentence', async (kind, word) => {
  await house.zalo.sendOddity(citizen(), kind as keyof typeof oddities)
  await house.settle()
  expect(house.zalo.sent(citizen())).toHaveLength(1)
  expect(last().text).toContain(word)
})

test('a document of 25 MB is refused politely before it is fetched', async () => {
  await house.zalo.sendFile(citizen(), Buffer.alloc(25_000_000), 'ho-so.pdf')
  await house.settle()
  expect(last().text).toContain('20 MB')
})

test('C09 a photo is fetched when it is heard, sealed, and outlives its address at Zalo', async () => {
  const uploads = () => house.db.selectFrom('chat_uploads').selectAll().execute()
  await house.zalo.sendImage(citizen(), readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  expect(last().text).toContain('bị hủy 7 ngày')
  expect(await uploads()).toHaveLength(1)
  house.zalo.forgetMedia()
  await press('Đồng ý')
  await press('Mặt trước CCCD')
  expect(await house.db.selectFrom('photos').selectAll().execute()).toHaveLength(1)
  expect(await uploads()).toEqual([])
})

test('A01 the phone is asked for with a card, and what comes back is proved by a code', async () => {
  await say('tra cuu')
  await say('Nguyễn Văn An, 17/05/1990, nam')
  expect(house.zalo.sent(citizen()).map(({ kind }) => kind)).toContain('request_user_info')
  await house.zalo.submitInfo(citizen(), { name: 'Người Dùng Thử', phone: '84900000001' }, 'legacy')
  await house.settle()
  expect(last().text).toContain('Mã 6 chữ số')
  expect(house.sms.messages.at(-1)?.to).toBe('+84900000001')
})

test("A01 somebody else's card, sent from the address book, proves nothing", async () => {
  await say('tra cuu')
  await house.zalo.deliver({
    sender: { id: citizen() },
    recipient: { id: house.zalo.oaId },
    event_name: 'user_send_business_card',
    message: {
      text: 'Liên Hệ Thử',
      msg_id: `card${person}`,
      attachments: [{ type: 'link', payload: { description: '{"phone":"84900000002"}', url: 'https://x.invalid' } }],
    },
  })
  await house.settle()
  const proofs = await house.db
    .selectFrom('proofs')
    .selectAll()
    .where('address', '=', house.address(citizen()))
    .execute()
  expect(proofs).toEqual([])
})

test('unfollowing closes the chat, following opens it again', async () => {
  await say('chào')
  await house.zalo.unfollow(citizen())
  await house.settle()
  expect((await conversation())?.closed_at).not.toBeNull()
  await house.zalo.follow(citizen())
  await house.settle()
  expect((await conversation())?.closed_at).toBeNull()
})

test('D11 when staff type at the console of Zalo the bot stands back', async () => {
  await say('chào')
  await house.zalo.staffSays(citizen(), 'Cán bộ trực xin chào.')
  await house.settle()
  const open = await house.app.store.transaction((tx) => tx.helpRequests.openFor(house.address(citizen())))
  expect(open?.state).toBe('talking')
  expect(house.zalo.sent(citizen())).toHaveLength(1)
})

test('echoes and receipts of our own messages start no turn and are no interaction of the citizen', async () => {
  await say('chào')
  const before = await conversation()
  house.clock.advance(3_600_000)
  await house.zalo.received(last())
  await house.zalo.seen(citizen())
  await house.settle()
  expect(house.zalo.sent(citizen())).toHaveLength(1)
  expect((await conversation())?.last_heard_at).toEqual(before?.last_heard_at)
  const row = await house.db
    .selectFrom('outbox')
    .select('state')
    .where('address', '=', house.address(citizen()))
    .executeTakeFirstOrThrow()
  expect(row.state).toBe('seen')
})

test('B08 whatever is pressed, Zalo takes every message of ours', async () => {
  await say('menu')
  for (let step = 1; step <= 40; step++) {
    const shown = last().buttons.filter(({ type }) => type.startsWith('oa.query.'))
    // Another button each time it stands there; what needs words gets some.
    const button = shown[(step * 7) % Math.max(shown.length, 1)]
    await (button && step % 5 > 0 ? press(button.title) : say('Nguyễn Văn An, 17/05/1990, nam'))
    expect(house.zalo.sent(citizen()).length).toBeGreaterThan(step)
  }
  const fates = await house.db
    .selectFrom('outbox')
    .select(['state', 'failure_code'])
    .where('address', '=', house.address(citizen()))
    .execute()
  expect(fates.filter(({ state }) => state !== 'accepted')).toEqual([])
})
