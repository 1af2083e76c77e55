import { afterAll, beforeAll, expect, test } from 'vitest'
import { daysSince } from '../../../core/domain/citizen/tracking.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, reportNow } from '../desk/desk-house.ts'

const CHAT = 7_501
let house: BotHouse
beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const DAY = 24 * 3_600_000

test('D02 page, chat and the list of the district say the same days, and the hops are told', async () => {
  const clerk = await anOfficer(house)
  const district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  const { id, code, address } = await aReport(house, { address: house.address(CHAT) })
  const decideNow = async (decision: Parameters<typeof decide>[1]['decision']) => {
    const { version } = await reportNow(house.app, id)
    doneValue(await decide(house.app, { officer: clerk, code, version, decision }))
  }
  house.clock.advance(DAY)
  await decideNow({ action: 'hand_over', unitId: 'ttyt-mau' })
  house.clock.advance(3 * DAY)
  const seen = doneValue(await trackReport(house.app, { code, address }))
  const filter = { state: null, type: null, colour: null, code: null, mine: false, open: true }
  const listed = doneValue(await listWork(house.app, { officer: district, filter, order: 'due', after: null }))
  const row = listed.rows.find((one) => one.code === code)
  expect([seen.holder.sinceDays, row && daysSince(row.heldSince, house.clock.now()), seen.hops]).toEqual([3, 3, 1])
  await house.telegram.say(CHAT, code)
  await house.settle()
  const text = house.telegram
    .sent(CHAT)
    .map((message) => message.text)
    .join('\n')
  expect(text).toContain('Đang ở Trung tâm Y tế khu vực Mẫu từ 3 ngày nay, đã quá hạn')
  expect(text).toContain('Đã chuyển giữa các đơn vị 1 lần')
})
