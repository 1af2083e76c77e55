import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALBUM_QUIET_MS } from '../../../bot/album.ts'
import { converse } from '../../../bot/converse.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const picture = (n: number) => readFileSync(sharedData(`cccd/images/dev-${String(n).padStart(3, '0')}.jpg`))
const label = (key: string) => house.render.sentence(key, 'vi')
const press = async (chat: number, words: string) => {
  await house.telegram.press(chat, words)
  await house.settle()
}
const open = (chat: number) =>
  house.db
    .selectFrom('inbox')
    .select('id')
    .where('address', '=', house.address(chat))
    .where('handled_at', 'is', null)
    .execute()
const stored = (chat: number) =>
  house.db
    .selectFrom('photos')
    .select(['sha256', 'case_id', 'dedupe_key'])
    .where('draft_address', '=', house.address(chat))
    .execute()

/** The updates of one album, as Telegram would number them, delivered all at once and in a random order. */
async function deliverShuffled(chat: number, group: string, first: number, count: number): Promise<void> {
  const updates = Array.from({ length: count }, (_, n) => {
    const file = {
      file_id: `album_${first + n}`,
      file_unique_id: `u${first + n}`,
      file_size: picture(first + n).length,
    }
    house.telegram.files.set(file.file_id, picture(first + n))
    return {
      update_id: 900_000_000 + chat * 100 + first + n,
      message: {
        message_id: chat * 100 + first + n,
        date: Math.floor(house.clock.now().getTime() / 1000),
        chat: { id: chat, type: 'private' },
        from: { id: chat, is_bot: false, first_name: 'Người Dùng' },
        media_group_id: group,
        photo: [{ ...file, width: 1280, height: 808 }],
      },
    }
  })
  const shuffled = updates.map((update) => ({ update, at: Math.random() })).sort((a, b) => a.at - b.at)
  const statuses = await Promise.all(shuffled.map(({ update }) => house.telegram.deliver(update)))
  expect(statuses).toEqual(Array(count).fill(200))
}

test('C09 ten photos shuffled and in parallel are one turn, in the order they were sent; the case takes six', async () => {
  const chat = 9_100
  await deliverShuffled(chat, '13700000000009100', 1, 10)
  await house.settle()
  expect(house.telegram.sent(chat), 'one question for the whole album').toHaveLength(1)
  await press(chat, label('chat.consent.yes'))
  for (let n = 0; n < 7; n++) await press(chat, label('chat.photoKinds.other'))
  const kept = await stored(chat)
  expect(kept.map((photo) => photo.dedupe_key.split('|')[1]).sort()).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `album_${n}`),
  )
  expect(new Set(kept.map((photo) => photo.case_id)).size).toBe(1)
  expect(house.telegram.last(chat).text).toContain('tối đa 6 ảnh')
})

test('C09 the answer waits for 2.5 seconds of silence, counted from the last picture', async () => {
  const chat = 9_200
  const waits: number[] = []
  const ears = {
    ...house.ears,
    pause: async (ms: number) => {
      waits.push(ms)
      if (waits.length === 1) {
        house.clock.advance(2_000)
        await deliverShuffled(chat, '13700000000009200', 3, 2)
      } else house.clock.advance(ms)
    },
  }
  await deliverShuffled(chat, '13700000000009200', 1, 2)
  await converse(ears, { address: house.address(chat) })
  await house.settle()
  expect(waits).toEqual([ALBUM_QUIET_MS, ALBUM_QUIET_MS])
  expect(house.telegram.sent(chat)).toHaveLength(1)
})

test('C09 a picture of the album that comes late joins the same case', async () => {
  const chat = 9_300
  await deliverShuffled(chat, '13700000000009300', 1, 3)
  await house.settle()
  await press(chat, label('chat.consent.yes'))
  for (let n = 0; n < 3; n++) await press(chat, label('chat.photoKinds.other'))
  await deliverShuffled(chat, '13700000000009300', 4, 1)
  await house.settle()
  await press(chat, label('chat.photoKinds.dose_paper'))
  expect(await open(chat)).toEqual([])
  const kept = await stored(chat)
  expect(kept).toHaveLength(4)
  expect(new Set(kept.map((photo) => photo.case_id)).size).toBe(1)
})
