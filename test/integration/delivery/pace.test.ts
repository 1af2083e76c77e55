import { afterAll, beforeAll, expect, test } from 'vitest'
import { speak } from '../../../bot/speak.ts'
import { telegramClient } from '../../../bot/telegram/client.ts'
import { telegramMouth } from '../../../bot/telegram/telegram-channel.ts'
import { startFakeTelegram } from '../../support/fake-telegram.ts'
import { aTurn, type DeliveryHouse, openDeliveryHouse } from './delivery-house.ts'

const LIMITS = { perSecond: 300, perChatPerSecond: 10 }
/** A tenth below, for both sides share one busy process here; the bench walks at the limit itself. */
const PACE = { perSecond: 270, perAddressMs: 1_000 / 9 }

let telegram: Awaited<ReturnType<typeof startFakeTelegram>>
let house: DeliveryHouse
let account: string
beforeAll(async () => {
  telegram = await startFakeTelegram({ limits: LIMITS })
  const client = telegramClient({ token: telegram.token, apiRoot: telegram.url })
  const mouth = telegramMouth(client, { shareLabel: 'Chia sẻ', attachment: async () => null })
  const paced = { ...mouth, pace: PACE }
  const realClock = {
    now: () => performance.now(),
    wait: (ms: number) => new Promise<void>((go) => setTimeout(go, ms)),
  }
  house = await openDeliveryHouse({ telegram: paced }, { clock: realClock })
  account = `telegram|${client.botId}`
})
afterAll(async () => {
  await telegram.close()
  await house.close()
})

test('1,500 notices within the limits of a strict Telegram: none lost, none twice, none too fast, answers in between', async () => {
  const ids: string[] = []
  for (let n = 0; n < 1500; n += 1) ids.push(await house.put({ address: `${account}|${10_000 + (n % 700)}` }))
  const saying = speak(house.deps, { account })
  await expect.poll(() => telegram.sent().length, { timeout: 20_000 }).toBeGreaterThan(100)
  await house.put({ address: `${account}|77`, purpose: 'reply', content: aTurn('trả lời ngay') })
  const before = telegram.sent().length
  await expect.poll(() => telegram.sent(77).length, { timeout: 20_000 }).toBe(1)
  const overtaken = telegram.sent().length - before
  await saying
  expect(telegram.limited).toBe(0)
  expect(telegram.sent()).toHaveLength(1501)
  expect(overtaken).toBeLessThan(600)
  const states = await house.db.selectFrom('outbox').select('state').execute()
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['accepted']))
  const messages = await house.db.selectFrom('outbox').select('provider_message_id').execute()
  expect(new Set(messages.map((row) => row.provider_message_id)).size).toBe(1501)
}, 120_000)
