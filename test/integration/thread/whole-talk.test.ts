import { afterAll, beforeAll, expect, test } from 'vitest'
import { endThread } from '../../../core/use-cases/thread/end-thread.ts'
import { listInbox } from '../../../core/use-cases/thread/list-inbox.ts'
import { openThread } from '../../../core/use-cases/thread/open-thread.ts'
import { replyToCitizen } from '../../../core/use-cases/thread/reply-to-citizen.ts'
import { anOfficer, must } from '../desk/desk-house.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'
import { openTime } from './thread-builders.ts'

const CHAT = 63_001
let house: ZaloBot
beforeAll(async () => {
  house = await openZaloBot()
  house.clock.set(openTime)
})
afterAll(() => house?.close())

const telegram = () => `telegram|${house.telegram.botId}|${CHAT}`

test('D11 from "gap can bo" in Telegram to an answer of the station in the same chat, and back to the assistant', async () => {
  const officer = await anOfficer(house)
  await house.telegram.say(CHAT, 'gap can bo')
  await house.settle()
  const { talks } = must(await listInbox(house.app, { officer, unitId: null }))
  const requestId = talks.find((entry) => entry.address === telegram())?.id ?? 'nobody'

  const reply = { officer, requestId, replyId: house.app.newId(), text: 'Chào bạn, bạn cần gì?', answerKey: null }
  must(await replyToCitizen(house.app, reply))
  await house.settle()
  expect(house.telegram.last(CHAT).text).toBe('Trạm Y tế xã Mẫu: Chào bạn, bạn cần gì?')

  const before = house.telegram.sent(CHAT).length
  await house.telegram.say(CHAT, 'sao lau qua chua co mui hai')
  await house.settle()
  expect(house.telegram.sent(CHAT).length).toBe(before)
  const { lines } = must(await openThread(house.app, { officer, requestId }))
  const said = lines.flatMap((line) => (line.side === 'said' && line.event.kind === 'text' ? [line.event.text] : []))
  expect(said).toEqual(['gap can bo', 'sao lau qua chua co mui hai'])

  must(await endThread(house.app, { officer, requestId }))
  await house.telegram.say(CHAT, 'trợ giúp')
  await house.settle()
  expect(house.telegram.sent(CHAT).length).toBeGreaterThan(before)
})

test('D11 E20 the same over Zalo; linked and written to from Telegram, the station answers there', async () => {
  const officer = await anOfficer(house)
  const user = '3000000000000063002'
  await house.zalo.say(user, 'Gặp cán bộ')
  await house.settle()
  const { talks } = must(await listInbox(house.app, { officer, unitId: null }))
  const requestId = talks.find((entry) => entry.address === house.address(user))?.id ?? 'nobody'
  const say = async (text: string) => {
    must(await replyToCitizen(house.app, { officer, requestId, replyId: house.app.newId(), text, answerKey: null }))
    await house.settle()
  }
  await say('Chào bạn.')
  expect(house.zalo.last(user).text).toBe('Trạm Y tế xã Mẫu: Chào bạn.')

  const join = { now: house.clock.now(), zalo: house.address(user) }
  await house.app.store.transaction((tx) => tx.contacts.join(join.zalo, telegram(), join.now))
  house.clock.advance(60_000)
  const date = Math.floor(house.clock.now().getTime() / 1_000)
  await house.telegram.say(CHAT, 'tôi viết ở đây nhé', { date })
  await house.settle()
  await say('Vâng, được ạ.')
  expect(house.telegram.last(CHAT).text).toBe('Trạm Y tế xã Mẫu: Vâng, được ạ.')
  expect(house.zalo.last(user).text).toBe('Trạm Y tế xã Mẫu: Chào bạn.')
})
