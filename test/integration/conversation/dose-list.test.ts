import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse } from '../../../bot/converse.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

const PEOPLE = 200
let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const phoneOf = (n: number) => `+849001${String(n).padStart(5, '0')}`
const birthOf = (n: number) => `${1950 + (n % 50)}-0${1 + Math.floor(n / 50)}-17`
const typed = (n: number) => `Lò Thị Bưởi, ${birthOf(n).split('-').reverse().join('/')}, nữ`
const chatOf = (n: number) => 20_000 + n
const everybody = Array.from({ length: PEOPLE }, (_, n) => n)

/** Eight at a time, as the queue does. */
async function answerAll(): Promise<void> {
  const waiting = everybody.map((n) => house.address(chatOf(n)))
  const worker = async () => {
    for (let address = waiting.pop(); address; address = waiting.pop()) await converse(house.ears, { address })
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

test('A01 200 people at once: the third turn brings date, vaccine, lot, site and state of every dose, to each their own', async () => {
  for (const n of everybody) {
    const doses = [
      { givenOn: '2021-08-05', vaccine: 'AstraZeneca', lot: `AZ${n}77`, facility: `Trạm ${n}` },
      { givenOn: '2021-10-05', vaccine: 'Pfizer', lot: `PF${n}88`, facility: 'Bệnh viện huyện Mẫu' },
    ]
    await house.person({ fullName: 'Lò Thị Bưởi', birthDate: birthOf(n), sex: 'female', phone: phoneOf(n), doses })
  }
  await Promise.all(everybody.map((n) => house.telegram.say(chatOf(n), 'tra cuu')))
  await Promise.all(everybody.map((n) => house.telegram.say(chatOf(n), typed(n))))
  await answerAll()
  await Promise.all(everybody.map((n) => house.telegram.sendContact(chatOf(n), phoneOf(n))))
  await answerAll()
  const rows = await house.db.selectFrom('outbox').select(['address', 'content']).orderBy('sequence').execute()
  for (const n of everybody) {
    const own = rows.filter((row) => row.address === house.address(chatOf(n)))
    const list = JSON.stringify(own.at(-1)?.content)
    expect(list).toContain(`Mũi 1: AstraZeneca, ngày 05/08/2021, lô ••••77, Trạm ${n} (chưa ký xác nhận)`)
    expect(list).toContain('Mũi 2: Pfizer, ngày 05/10/2021, lô ••••88, Bệnh viện huyện Mẫu (chưa ký xác nhận)')
  }
  expect(house.faults).toEqual([])
})
