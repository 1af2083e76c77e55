import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Doors, openDoors } from './doors.ts'

let doors: Doors

beforeAll(async () => {
  doors = await openDoors()
})
afterAll(() => doors.close())

/** Sends the same words through the three doors, one after another, and tells what each of them answered. */
async function everywhere(words: string): Promise<Record<'telegram' | 'zalo' | 'web', string>> {
  return {
    telegram: await doors.telegram.say(words),
    zalo: await doors.zalo.say(words),
    web: await doors.web.say(words),
  }
}

async function expectSame(words: string): Promise<string> {
  const { telegram, zalo, web } = await everywhere(words)
  expect({ words, zalo, web }).toEqual({ words, zalo: telegram, web: telegram })
  expect(telegram).not.toBe('')
  return telegram
}

/** Zalo has room for five: the rest stands behind its "Xem thêm", or is typed. */
async function expectSameButtons(): Promise<string[]> {
  const telegram = await doors.telegram.labels()
  const zalo = (await doors.zalo.labels()).filter((label) => label !== 'Xem thêm')
  expect(await doors.web.labels()).toEqual(telegram)
  expect(zalo).toEqual(telegram.slice(0, zalo.length))
  expect(zalo.length).toBeGreaterThan(0)
  return telegram
}

const MENU = ['Tra cứu mũi tiêm', 'Báo sai thông tin', 'Gửi ảnh CCCD', 'Theo dõi phản ánh', 'Gặp cán bộ', 'Trợ giúp']

test('A01 the three channels give the same answers to the same questions', async () => {
  expect(await expectSame('chào')).toContain('Bạn cần làm gì?')
  expect(await expectSameButtons()).toEqual(MENU)
  await expectSame('tro giup')
  await expectSame('menu')
  await expectSame('tra cuu')
  await expectSame('Nguyễn Thị Cửa, 17/05/1990, nữ')
  await expectSame('số của tôi là 12')
  await doors.provePhones()
  await expectSame('menu')
  await expectSame('tra cuu mui tiem')
  expect(await expectSame('Nguyễn Thị Cửa, 17/05/1990, nữ')).toContain('AstraZeneca')
})

test('B02 a report begun in the same words is asked on in the same words, back and cancel included', async () => {
  await expectSame('hủy')
  await expectSame('bao sai')
  await expectSame('Nguyễn Thị Cửa, 17/05/1990, nữ')
  expect(await expectSameButtons()).toContain('Sai họ tên')
  await expectSame('Sai họ tên')
  await expectSame('Nguyễn Thị Cửa Biển')
  await expectSame('Không còn, đi tiếp')
  await expectSame('quay lại')
  await expectSame('nói gì đó không ai hiểu')
  await expectSame('hủy')
})

test('M01 what no channel understands gets the same calm answer at each', async () => {
  for (const words of ["'; drop table reports; --", '<script>alert(1)</script>', '{{code}}', '🙂🙂🙂', '1000']) {
    await expectSame(words)
  }
})

test('D11 a person is asked for in the same words at each door', async () => {
  await expectSame('gap can bo')
})
