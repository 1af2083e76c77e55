import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cleanUp } from '../../../core/use-cases/clock/clean-up.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHAT = 2_000_000_101
const OTHER = 2_000_000_102
const HOUR = 3_600_000

let house: BotHouse
let wire: Server
/** Everything Telegram delivered, byte for byte. */
const delivered: string[] = []

beforeAll(async () => {
  house = await openBotHouse()
  wire = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', async () => {
      const body = Buffer.concat(parts).toString('utf8')
      delivered.push(body)
      res.writeHead((await post(body)).status).end()
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => wire.once('listening', resolve))
  const url = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`
  house.telegram.webhook = { url, secret: house.secret }
})
afterAll(async () => {
  wire.close()
  await house.close()
})

const post = (body: string, secret = house.secret) =>
  fetch(house.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body,
  })

async function does(act: Promise<number>): Promise<void> {
  expect(await act).toBe(200)
  await house.settle()
}

/** A day of two citizens: look-up by contact and by code, a report with a photo, a button, a note, a withdrawal. */
async function liveADay(): Promise<void> {
  const { telegram } = house
  await house.person({ fullName: 'Nguyễn Thị Hoa', birthDate: '1990-05-17', sex: 'female', phone: '+84900000101' })
  await does(telegram.say(CHAT, '/start'))
  await does(telegram.press(CHAT, 'Tra cứu mũi tiêm'))
  await does(telegram.say(CHAT, 'Nguyễn Thị Hoa, 17/05/1990, nữ'))
  await does(telegram.sendContact(CHAT, '+84900000101'))
  await does(telegram.press(CHAT, 'Báo sai thông tin này'))
  await does(telegram.press(CHAT, 'Sai họ tên'))
  await does(telegram.say(CHAT, 'Nguyễn Thị Hoà'))
  await does(telegram.press(CHAT, 'Không còn, đi tiếp'))
  await does(telegram.press(CHAT, 'Đồng ý'))
  await does(telegram.sendDocument(CHAT, readFileSync(sharedData('cccd/images/dev-001.jpg'))))
  await does(telegram.press(CHAT, 'Mặt trước CCCD'))
  await house.readCards()
  await does(telegram.press(CHAT, 'Xem kết quả'))
  await does(telegram.press(CHAT, 'Không đúng'))
  await does(telegram.press(CHAT, 'Đủ rồi, đi tiếp'))
  await does(telegram.press(CHAT, 'Gửi phản ánh'))
  await does(telegram.say(OTHER, 'tra cuu'))
  await does(telegram.say(OTHER, 'Nguyễn Thị Hoa, 17/05/1990, nữ'))
  await does(telegram.say(OTHER, '0900 000 101'))
  await does(telegram.say(OTHER, /\d{6}/.exec(house.sms.messages.at(-1)?.text ?? '')?.[0] ?? ''))
  await does(telegram.block(OTHER))
}

/** What the house holds and what it has done outside, as one text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(house.db)
  const tables: [string, string][] = []
  for (const { name } of rows) {
    const all = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, E'\n' order by t::text), '') as text from ${sql.table(name)} t`.execute(
      house.db,
    )
    tables.push([name, all.rows[0]?.text ?? ''])
  }
  const { telegram, sms } = house
  const outside = [telegram.sent().length, telegram.deleted.length, telegram.acknowledged.length, sms.messages.length]
  return JSON.stringify({ tables, outside }, null, 1)
}

test('M02 L06 every update of a day delivered again within 24 hours, in any order, changes nothing', async () => {
  await liveADay()
  expect(delivered.length).toBeGreaterThanOrEqual(20)
  expect(await house.db.selectFrom('reports').select('id').execute()).toHaveLength(1)
  for (const hours of [1, 12, 11]) {
    house.clock.advance(hours * HOUR)
    await cleanUp(house.app)
    const kept = await everything()
    const again = delivered.toSorted(() => 0.5 - Math.random())
    const answers = await Promise.all(again.map((body) => post(body)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    await house.settle()
    expect(await everything()).toBe(kept)
  }
  expect(await everything(), 'the snapshot sees contents').toContain('Nguyễn Thị Hoà')
})

test('L06 the same day with another secret, or none, is refused whole', async () => {
  const kept = await everything()
  for (const secret of ['', 'secret-of-the-webhook-0002', house.secret.toUpperCase()]) {
    const answers = await Promise.all(delivered.map((body) => post(body, secret)))
    expect(answers.filter((answer) => answer.status !== 401)).toEqual([])
  }
  expect(await everything()).toBe(kept)
})
