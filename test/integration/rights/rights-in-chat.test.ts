import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHAT = 9_801
const PHONE = '+84900009801'
const CARD = readFileSync(sharedData('cccd/images/dev-001.jpg'))
let house: BotHouse
beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

async function say(words: string): Promise<string> {
  await house.telegram.say(CHAT, words)
  await house.settle()
  return house.telegram.last(CHAT).text
}

async function press(label: string): Promise<void> {
  await house.telegram.press(CHAT, label)
  await house.settle()
}

async function sendPhoto(): Promise<string> {
  await house.telegram.sendPhoto(CHAT, CARD)
  await house.settle()
  return house.telegram.last(CHAT).text
}

const photos = () => house.db.selectFrom('photos').select(['state']).execute()

test('L05 under help the chat gives the link and takes the wishes; without a proved phone it says where', async () => {
  expect(await say('trợ giúp')).toContain('Đường dây nóng')
  const rights = await say('Quyền của tôi')
  expect(rights).toContain('/quyen-cua-toi')
  await say('Phản đối việc sử dụng')
  expect(await say('Đúng, làm đi')).toContain('Gõ "tra cứu" để xác nhận số điện thoại')
})

test('L09 a photo in chat is kept only after the yes; a no keeps nothing and names the counter', async () => {
  const asked = await (async () => {
    await say('gửi ảnh cccd')
    return house.telegram.last(CHAT).text
  })()
  expect(asked).toContain('mang giấy tờ đến Trạm Y tế')
  const declined = await say('không đồng ý')
  expect([await photos(), declined.length > 0]).toEqual([[], true])
  expect(await house.db.selectFrom('consents').select('id').execute()).toEqual([])
})

test('L05 L09 in chat: consent taken back destroys the photos at once, and the next photo is asked anew', async () => {
  await say('hủy')
  await sendPhoto()
  await press('Đồng ý')
  await press('Giấy tờ khác')
  expect((await photos()).map(({ state }) => state)).toEqual(['ready'])
  const consents = () => house.db.selectFrom('consents').select(['text_version', 'withdrawn_at']).execute()
  expect((await consents()).length).toBeGreaterThan(0)
  const { address } = await house.db.selectFrom('drafts').select('address').executeTakeFirstOrThrow()
  await house.app.store.transaction((tx) =>
    tx.citizens.addProof({
      id: house.app.newId(),
      address,
      phone: PHONE,
      personId: null,
      level: 1,
      provedAt: house.clock.now(),
      expiresAt: new Date(house.clock.now().getTime() + 3_600_000),
    }),
  )
  await say('quyền của tôi')
  await say('Rút đồng ý dùng ảnh')
  expect(await say('Đúng, làm đi')).toContain('Mã yêu cầu: QY-')
  expect((await photos()).map(({ state }) => state)).toEqual(['destroyed'])
  expect((await consents()).every((one) => one.withdrawn_at !== null)).toBe(true)
  const [task] = await house.db.selectFrom('tasks').select('data').where('name', '=', 'destroy-photos').execute()
  await destroyPhotos(house.app, task?.data as { caseId: string; reason: 'withdrawn' })
  await say('hủy')
  expect(await say('gửi ảnh cccd')).toContain('mang giấy tờ đến Trạm Y tế')
})

test('L05 in chat: erased at once, the dialogue forgets too, the receipt tells what went', async () => {
  await say('hủy')
  await say('quyền của tôi')
  await say('Xóa dữ liệu của tôi')
  expect(await say('Đúng, làm đi')).toMatch(/Đã xóa.*Tin nhắn đã xóa: [1-9]/s)
  const [left] = await house.db.selectFrom('conversations').select('state').execute()
  expect(JSON.stringify(left?.state)).not.toContain(PHONE.slice(3))
  expect(await house.db.selectFrom('drafts').select('id').execute()).toEqual([])
})
