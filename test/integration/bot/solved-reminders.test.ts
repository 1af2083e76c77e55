import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { sendCampaignStep } from '../../../core/use-cases/reminders/send-campaign.ts'
import { startCampaign } from '../../../core/use-cases/reminders/start-campaign.ts'
import { campaignOf, stopCampaign } from '../../../core/use-cases/reminders/stop-campaign.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { anOfficer, aReport, must } from '../desk/desk-house.ts'

let house: BotHouse
let clerk: Officer
let chat = 8_700
beforeAll(async () => {
  house = await openBotHouse()
  clerk = await anOfficer(house)
})
afterAll(() => house.close())

interface Waiting {
  chat: number
  report: Report
}

/** A campaign whose messages stand in the outbox and have not left yet. */
async function campaignTo(people: number): Promise<{ campaignId: string; waiting: Waiting[] }> {
  const waiting: Waiting[] = []
  for (let n = 0; n < people; n += 1) {
    chat += 1
    waiting.push({ chat, report: await aReport(house, { address: house.address(chat) }) })
  }
  const { campaignId } = must(await startCampaign(house.app, { officer: clerk, audience: 'card_missing' }))
  for (let state = 'sending'; state === 'sending'; ) {
    await sendCampaignStep(house.app, { campaignId })
    state = must(await campaignOf(house.app, { officer: clerk, campaignId })).state
  }
  return { campaignId, waiting }
}

const reminded = ({ chat: id, report }: Waiting) =>
  house.telegram.sent(id).filter((message) => message.text.includes(report.code) && !message.text.includes('rút'))
    .length

test('I08 whoever withdrew or was answered while the reminder waited to leave gets none, everybody else exactly one', async () => {
  const { waiting } = await campaignTo(60)
  expect(house.telegram.sent()).toEqual([])
  const withdrawn = waiting.filter((_, n) => n % 3 === 0)
  const solved = waiting.filter((_, n) => n % 3 === 1)
  for (const { report } of withdrawn) {
    const { code, address } = report
    must(await withdrawReport(house.app, { code, address: address ?? '' }))
  }
  const ids = solved.map(({ report }) => report.id)
  await house.db.updateTable('reports').set({ state: 'closed', end_state: 'not_ours' }).where('id', 'in', ids).execute()
  await house.settle()
  await house.settle()
  expect(waiting.map((one, n) => [n % 3, reminded(one)])).toEqual(waiting.map((_, n) => [n % 3, n % 3 === 2 ? 1 : 0]))
  const skipped = await house.db
    .selectFrom('outbox')
    .select('failure_code')
    .where('purpose', '=', 'reminder')
    .where('state', '=', 'skipped')
    .execute()
  expect(skipped.map((row) => row.failure_code)).toEqual(Array(40).fill('solved'))
})

test('I08 after the stop button not one more leaves, not even those in the outbox', async () => {
  const { campaignId, waiting } = await campaignTo(20)
  must(await stopCampaign(house.app, { officer: clerk, campaignId }))
  await house.settle()
  expect(waiting.map(reminded)).toEqual(Array(20).fill(0))
})
