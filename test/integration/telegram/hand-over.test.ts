import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SwitchState } from '../../../core/domain/chat/channel-switch.ts'
import { switchChannel } from '../../../core/use-cases/channel-switch/switch-channel.ts'
import { cleanUp } from '../../../core/use-cases/clock/clean-up.ts'
import { HEARD_A_MINUTE } from '../../../core/use-cases/limits/budgets.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anOfficer, must, objectionOf } from '../desk/desk-house.ts'

let house: BotHouse
let portal: WholePortal

beforeAll(async () => {
  house = await openBotHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const jpeg = readFileSync(sharedData('cccd/images/dev-001.jpg'))
const file = { fileName: 'anh.jpg', type: 'image/jpeg', bytes: jpeg }
const label = (key: string) => house.render.sentence(key, 'vi')
const last = (chat: number) => house.telegram.last(chat)
const say = async (chat: number, text: string) => {
  await house.telegram.say(chat, text)
  await house.settle()
}
const press = async (chat: number, words: string) => {
  await house.telegram.press(chat, words)
  await house.settle()
}
const turn = async (state: SwitchState, unitId = 'syt-mau') =>
  must(
    await switchChannel(house.app, {
      officer: await anOfficer(house, { role: 'province', unitId }),
      channel: 'telegram',
      state,
    }),
  )
const kept = async () => ({
  photos: await house.db.selectFrom('photos').select('id').execute(),
  uploads: await house.db.selectFrom('chat_uploads').select('id').execute(),
})

async function linkFor(chat: number): Promise<string> {
  await house.telegram.sendPhoto(chat, jpeg)
  await house.settle()
  const url = last(chat).buttons.find((button) => button.text === label('chat.door.handOver.link'))?.url ?? ''
  return new URL(url).pathname
}

test('C14 handed over: no byte of the photo is fetched or stored, its chat copy goes, and the portal brings it to the same case', async () => {
  const chat = 9_400
  await turn('hand_over')
  await say(chat, label('common.menu.report'))
  const asked = last(chat).text
  const taken: string[] = []
  const put = house.app.files.put
  house.app.files.put = async (key, bytes) => {
    taken.push(key)
    await put(key, bytes)
  }
  const link = await linkFor(chat)
  expect(await kept()).toEqual({ photos: [], uploads: [] })
  expect(taken).toEqual([])
  expect(house.telegram.deleted).toHaveLength(1)
  expect(last(chat).text).not.toContain(asked)

  const browser = portal.browser()
  const page = await browser.open(link)
  expect([page.status, page.html.includes('bị hủy 7 ngày')]).toEqual([200, true])
  const unasked = await browser.send(page, { photo: file })
  expect([unasked.status, await kept()]).toEqual([422, { photos: [], uploads: [] }])
  const consent = /name="consent" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  expect((await browser.send(page, { consent, photo: file })).html).toContain('Đã nhận ảnh')
  await house.settle()

  expect(last(chat).buttons.map((button) => button.text)).toContain(label('chat.photoKinds.card_front'))
  await press(chat, label('chat.photoKinds.dose_paper'))
  const draft = await house.app.store.transaction((tx) => tx.drafts.of(house.address(chat)))
  const photos = await house.db.selectFrom('photos').select(['case_id', 'kind', 'draft_address']).execute()
  expect(photos).toEqual([{ case_id: draft?.id, kind: 'dose_paper', draft_address: house.address(chat) }])
  expect(await house.db.selectFrom('chat_uploads').select('id').execute()).toEqual([])
  expect(await house.db.selectFrom('consents').select('address').execute()).toContainEqual({
    address: house.address(chat),
  })
  const again = await browser.send(page, { consent, photo: file })
  expect([again.status, again.html.includes('đã dùng')]).toEqual([410, true])
  house.app.files.put = put
})

test('C14 a link is over after ten minutes, a forged one never was, and both look the same', async () => {
  const link = await linkFor(9_401)
  const browser = portal.browser()
  expect((await browser.open(link)).status).toBe(200)
  house.clock.advance(10 * 60_000)
  const [late, forged] = [await browser.open(link), await browser.open(`/gui-anh/${'x'.repeat(32)}`)]
  expect([late.status, forged.status]).toEqual([410, 410])
  const bare = (html: string) => html.replace(/href="\?[^"]*"|value="[^"]*"/g, '')
  expect(bare(late.html)).toBe(bare(forged.html))
  house.clock.advance(25 * 3_600_000)
  expect((await cleanUp(house.app)).upload_links).toBeGreaterThan(0)
})

test('C14 an album handed over is one link', async () => {
  const chat = 9_402
  await house.telegram.sendAlbum(chat, [jpeg, jpeg, jpeg])
  await house.settle()
  expect(house.telegram.sent(chat)).toHaveLength(1)
})

test('L10 a channel that is off says where to go on, keeps every place in the conversation, and switches back', async () => {
  await turn('on')
  const chat = 9_410
  await say(chat, label('common.menu.lookUp'))
  const question = last(chat).text
  await turn('off')
  await say(chat, 'Nguyễn Thị Hoa, 17/05/1990, nữ')
  expect(last(chat).text).toContain('tạm ngừng kênh')
  expect(last(chat).buttons[0]?.url).toBe('http://localhost:8080/tro-chuyen')
  await turn('on')
  await say(chat, 'Nguyễn Thị Hoa, 17/05/1990, nữ')
  expect(last(chat).text).not.toBe(question)
  expect(last(chat).text).toContain('số điện thoại')
})

test('L10 a switch is one province’s own, is written down, and is turned by the province only', async () => {
  const units = { kind: 'province' as const, policeUnitId: null, address: null, openingHours: null, parentId: null }
  const other = { ...units, id: 'syt-khac', name: 'Sở Y tế tỉnh Khác' }
  await house.app.store.transaction((tx) => tx.units.add(other, house.clock.now()))
  await turn('off', 'syt-khac')
  const chat = 9_420
  await say(chat, 'xin chào')
  expect(last(chat).text).not.toContain('tạm ngừng')
  const head = await anOfficer(house, { role: 'head' })
  expect(objectionOf(await switchChannel(house.app, { officer: head, channel: 'telegram', state: 'off' }))).toBe(
    'not_your_role',
  )
  const officer = await anOfficer(house, { role: 'province', unitId: 'syt-khac' })
  expect(objectionOf(await switchChannel(house.app, { officer, channel: 'sms', state: 'hand_over' }))).toBe(
    'not_possible_now',
  )
  const written = await house.db.selectFrom('audit').select('detail').where('action', '=', 'switch_channel').execute()
  expect(written.at(-1)?.detail).toEqual({ province: 'syt-khac', state: 'off' })
})

test('L07 one chat that says more than a person can is told so once, and everything it said is stored', async () => {
  const chat = 9_430
  await Promise.all(Array.from({ length: HEARD_A_MINUTE + 20 }, (_, n) => house.telegram.say(chat, `tin ${n}`)))
  for (let round = 0; round < 5; round++) await house.settle()
  const texts = house.telegram.sent(chat).map((message) => message.text)
  expect(texts).toHaveLength(HEARD_A_MINUTE + 1)
  expect(texts.filter((text) => text.includes('quá nhanh'))).toHaveLength(1)
  const rows = house.db.selectFrom('inbox').select('handled_at').where('address', '=', house.address(chat))
  expect((await rows.execute()).filter((row) => row.handled_at)).toHaveLength(HEARD_A_MINUTE + 20)
  house.clock.advance(60_000)
  await say(chat, label('common.menu.help'))
  expect(last(chat).text).toContain('1900 9095')
})
