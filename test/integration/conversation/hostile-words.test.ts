import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
let chat = 9_600

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

async function say(words: string): Promise<string> {
  await house.telegram.say(chat, words)
  await house.settle()
  return house.telegram.last(chat).text
}

const HOSTILE = {
  sql: "'); drop table reports; --",
  html: '<img src=x onerror=alert(1)><b>Hoa</b>',
  template: '{{#with "s" as |string|}}{{/with}} {{{publicUrl}}} #{7*7}',
  emoji: '🙂🙂🙂',
  marks: '\u202eaoH ịhT nễyugN\u202c',
  long: 'Nguyễn '.repeat(1_500),
  blank: ' \u200b \u00a0 ',
}

test.each(Object.entries(HOSTILE))(
  '%s in every field of a report is answered calmly and stored as it was said, or not at all',
  async (_name, words) => {
    chat += 1
    const phone = `+8490000${chat}`
    await say('/start')
    await say('báo sai')
    expect(await say(words)).toMatch(/Họ và tên|Ngày sinh/)
    await say('hủy')
    await say('báo sai')
    await say('Lò Thị Bưởi, 17/05/1990, nữ')
    expect(await say(words)).toContain('10 chữ số')
    await house.telegram.sendContact(chat, phone)
    await house.settle()
    await say('Việc khác')
    const heard = await say(words)
    const told = heard.includes('thông tin riêng') ? await say('Giữ nguyên') : heard
    expect(told).toMatch(/Còn thông tin nào sai nữa|vài lời/)
    if (told.includes('vài lời')) await say('Tôi cần giúp')
    for (const next of ['không còn, đi tiếp', 'không đồng ý']) await say(next)
    expect(await say('gửi phản ánh')).toContain('Mã phản ánh')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from reports`.execute(house.db)
    expect(rows[0]?.n).toBeGreaterThan(0)
    expect(house.faults).toEqual([])
  },
)
