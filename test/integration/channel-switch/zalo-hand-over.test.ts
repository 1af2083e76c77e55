import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { switchChannel } from '../../../core/use-cases/channel-switch/switch-channel.ts'
import { sharedData } from '../../support/shared-data.ts'
import { anOfficer, must } from '../desk/desk-house.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'

let house: ZaloBot
beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())

const CITIZEN = '3000000000000029901'
const turn = async (state: 'on' | 'hand_over' | 'off') =>
  must(
    await switchChannel(house.app, {
      officer: await anOfficer(house, { role: 'province', unitId: 'syt-mau' }),
      channel: 'zalo',
      state,
    }),
  )
const last = () => house.zalo.last(CITIZEN)

test('C14 on Zalo too no byte of a handed over photo is stored, and the person is told that the chat keeps its copy', async () => {
  await turn('hand_over')
  await house.zalo.sendImage(CITIZEN, readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  expect(last().text).toContain('Bản ảnh trong khung chat thì bạn tự xóa')
  expect(JSON.stringify(last().buttons)).toContain('http://localhost:8080/gui-anh/')
  expect(await house.db.selectFrom('chat_uploads').select('id').execute()).toEqual([])
  expect(await house.db.selectFrom('photos').select('id').execute()).toEqual([])
})

test('L10 Zalo switched off says where to go on', async () => {
  await turn('off')
  await house.zalo.say(CITIZEN, 'chào')
  await house.settle()
  expect(last().text).toContain('tạm ngừng kênh')
  await turn('on')
  await house.zalo.say(CITIZEN, 'chào')
  await house.settle()
  expect(last().text).not.toContain('tạm ngừng kênh')
})
