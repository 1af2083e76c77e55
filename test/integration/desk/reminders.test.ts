import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { lookAtAudiences, previewAudience } from '../../../core/use-cases/reminders/look-at-audiences.ts'
import { mayStillRemind } from '../../../core/use-cases/reminders/may-still-remind.ts'
import { sendCampaignStep } from '../../../core/use-cases/reminders/send-campaign.ts'
import { startCampaign } from '../../../core/use-cases/reminders/start-campaign.ts'
import { campaignOf, stopCampaign } from '../../../core/use-cases/reminders/stop-campaign.ts'
import type { PersonWish } from '../../support/people.ts'
import { provedPhone } from '../../support/proved-phone.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from './desk-house.ts'

let house: TestHouse
let clerk: Officer
beforeEach(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
})
afterEach(() => house.close())

const counts = async () =>
  Object.fromEntries(
    must(await lookAtAudiences(house.app, clerk)).audiences.map(({ audience, people }) => [audience, people]),
  )
const start = async (audience: 'photo_asked' | 'card_missing' | 'error_list') =>
  must(await startCampaign(house.app, { officer: clerk, audience })).campaignId
/** Somebody who opened their record with a code to this phone. */
async function aKnownPerson(phone: string, wish: PersonWish = {}) {
  const person = await house.person({ phone, ...wish })
  await provedPhone(house, person.id, phone)
  return person
}
const reminders = () =>
  house.db.selectFrom('outbox').selectAll().where('purpose', '=', 'reminder').orderBy('sequence').execute()

/** Runs promised steps until there is none left: what the workers do. */
async function runSteps(): Promise<number> {
  const done = new Set<string>()
  for (;;) {
    const tasks = await house.db.selectFrom('tasks').selectAll().where('name', '=', 'send-campaign').execute()
    const next = tasks.find((task) => !done.has(task.id))
    if (!next) return done.size
    done.add(next.id)
    await sendCampaignStep(house.app, next.data as { campaignId: string })
  }
}

test('I07 the three audiences count who can be reached and is not done', async () => {
  const asked = await aReport(house, { types: ['MISSING_DOSE'], changes: [] })
  must(
    await decide(house.app, {
      officer: clerk,
      code: asked.code,
      version: 1,
      decision: { action: 'ask_citizen', wanted: ['paper_photo'], why: 'missing', sentence: null },
    }),
  )
  const visit = await aReport(house, { types: ['MISSING_DOSE'], changes: [] })
  must(
    await decide(house.app, {
      officer: clerk,
      code: visit.code,
      version: 1,
      decision: { action: 'ask_citizen', wanted: ['visit'], why: 'not_sure', sentence: null },
    }),
  )
  await aReport(house)
  await aReport(house, { address: null, phone: null })
  await aReport(house, { unitId: 'ttyt-mau' })
  await aKnownPerson('+84912345670')
  await aKnownPerson('+84912345670', { recordId: 'sibling' })
  await aKnownPerson('+84912345671', { idNumber: '001190000001' })
  // Only the record knows this phone: nobody has proved it (features E14).
  await house.person({ phone: '+84912345673' })
  await house.person()
  const reported = await aKnownPerson('+84912345672')
  await aReport(house, { personId: reported.id, types: ['MISSING_DOSE'], changes: [] })
  expect(await counts()).toEqual({ photo_asked: 1, card_missing: 1, error_list: 1 })
})

test('I07 the preview masks people and shows the very message', async () => {
  await aKnownPerson('+84912345670', { fullName: 'Nông Thị Kín' })
  const preview = must(await previewAudience(house.app, { officer: clerk, audience: 'error_list' }))
  expect(preview).toMatchObject({ people: 1, sample: [{ nameMasked: 'N••• T••• K•••', code: null, channel: 'sms' }] })
  await start('error_list')
  await runSteps()
  const [sent] = await reminders()
  expect(sent?.content).toEqual({ kind: 'notice', ...preview.message })
  expect(sent).toMatchObject({ address: 'sms|gateway|+84912345670', channel: 'sms' })
})

test('I08 whoever is done before their batch gets nothing, and a repeated step sends nothing twice', async () => {
  const reports: Report[] = []
  for (let i = 0; i < 450; i++) reports.push(await aReport(house))
  const campaignId = await start('card_missing')
  const solved = reports.filter((_, index) => index % 3 === 0).map((report) => report.id)
  await house.db.updateTable('reports').set({ state: 'withdrawn' }).where('id', 'in', solved).execute()
  await Promise.all([sendCampaignStep(house.app, { campaignId }), sendCampaignStep(house.app, { campaignId })])
  await runSteps()
  const rows = await reminders()
  expect(rows).toHaveLength(300)
  expect(rows.filter((row) => solved.includes(row.report_id ?? ''))).toEqual([])
  const campaign = must(await campaignOf(house.app, { officer: clerk, campaignId }))
  expect(campaign).toMatchObject({
    state: 'finished',
    peopleTotal: 450,
    counts: { waiting: 0, sent: 300, skipped: 150 },
  })
}, 60_000)

test('I08 race: solved while the message waits in the outbox, the speaker asks and does not send', async () => {
  const reports: Report[] = []
  for (let i = 0; i < 40; i++) reports.push(await aReport(house))
  const campaignId = await start('card_missing')
  await runSteps()
  const sentTo: string[] = []
  const solved = new Set<string>()
  const speaker = async () => {
    for (const row of await reminders()) {
      const recipientKey = row.idempotency_key.slice(`c|${campaignId}|`.length)
      const solvedBefore = solved.has(recipientKey)
      const may = await mayStillRemind(house.app, { campaignId, recipientKey })
      if (may && solvedBefore) sentTo.push(recipientKey)
    }
  }
  const citizens = async () => {
    for (const report of reports) {
      await house.db.updateTable('reports').set({ state: 'withdrawn' }).where('id', '=', report.id).execute()
      solved.add(`report|${report.id}`)
    }
  }
  await Promise.all([speaker(), citizens()])
  expect(sentTo).toEqual([])
  await speaker()
  expect(sentTo).toEqual([])
  expect(await mayStillRemind(house.app, { campaignId, recipientKey: `report|${randomUUID()}` })).toBe(false)
})

test('I07 stop keeps back the rest, a second round waits for the first, and nobody is reminded twice in a day', async () => {
  for (let i = 0; i < 250; i++) await aReport(house)
  const campaignId = await start('card_missing')
  expect(objectionOf(await startCampaign(house.app, { officer: clerk, audience: 'card_missing' }))).toBe('wrong_state')
  await sendCampaignStep(house.app, { campaignId })
  must(await stopCampaign(house.app, { officer: clerk, campaignId }))
  await runSteps()
  const rows = await reminders()
  expect(rows).toHaveLength(200)
  const recipientKey = rows[0]?.idempotency_key.slice(`c|${campaignId}|`.length) ?? ''
  expect(await mayStillRemind(house.app, { campaignId, recipientKey })).toBe(false)
  house.clock.advance(25 * 3_600_000)
  const again = await start('card_missing')
  await runSteps()
  expect(must(await campaignOf(house.app, { officer: clerk, campaignId: again })).counts.sent).toBe(250)
  expect(objectionOf(await startCampaign(house.app, { officer: clerk, audience: 'card_missing' }))).toBe(
    'nobody_to_remind',
  )
}, 60_000)

test('I07 the audit holds the exact list; other units and roles reach no campaign', async () => {
  await aKnownPerson('+84912345670')
  const campaignId = await start('error_list')
  const entry = await house.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'start_campaign')
    .executeTakeFirstOrThrow()
  expect(entry).toMatchObject({
    subject_id: campaignId,
    staff_id: clerk.staffId,
    detail: { audience: 'error_list', people: 1 },
  })
  const stranger = await anOfficer(house, { unitId: 'ttyt-mau' })
  expect(objectionOf(await stopCampaign(house.app, { officer: stranger, campaignId }))).toBe('no_such_campaign')
  const police = await anOfficer(house, { role: 'police_officer' })
  expect(objectionOf(await startCampaign(house.app, { officer: police, audience: 'error_list' }))).toBe('not_your_role')
})
