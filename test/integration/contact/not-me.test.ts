import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import type { Tx } from '../../../core/ports/store.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { notMe, notMeByLink } from '../../../core/use-cases/contact/not-me.ts'
import { stopMessages } from '../../../core/use-cases/contact/stop-messages.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport, BROWSER, doneValue, hoa, holdPhone, newDraft, PHONE } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
let born = 1930
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})
beforeEach(async () => {
  house.clock.advance(2 * 3_600_000)
  await holdPhone(house)
  born += 1
})

const SMS = `sms|gateway|${PHONE}`
const tx = <T>(work: (tx: Tx) => Promise<T>) => house.app.store.transaction(work)

async function toldReport() {
  born += 1
  const claimant = { ...hoa, birthDate: `${born}-02-03` }
  const report = await aReport(house, { claimant, draftId: await newDraft(house), address: null, provedBy: BROWSER })
  const { code, reportId } = doneValue(await recordReport(house.app, report))
  const row = await house.db
    .selectFrom('outbox')
    .selectAll()
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return { code, reportId, token: tokenOfMessage(row.id) }
}

const mayHear = (reportId: string, address = SMS) =>
  tx((one) => one.contacts.mayHear(address, { reportId, personId: null }))

test('I12 the link in a message: looking changes nothing, the press stops this number for this report at once', async () => {
  const { code, reportId, token } = await toldReport()
  const other = await toldReport()
  const browser = portal.browser()
  const page = await browser.open(`/k/${token}`)
  expect([page.url, page.status, page.html.includes(code)]).toEqual([`/khong-phai-toi/${token}`, 200, true])
  expect(await mayHear(reportId)).toBe(true)
  await browser.send(page, {}, 'Không phải tôi, đừng gửi nữa')
  expect([await mayHear(reportId), await mayHear(other.reportId)]).toEqual([false, true])
})

test('I12 the staff of the report see it on the case', async () => {
  const { code, token } = await toldReport()
  doneValue(await notMeByLink(house.app, { token }))
  doneValue(await notMeByLink(house.app, { token }))
  const { steps } = doneValue(await openCase(house.app, { officer: await anOfficer(house), code }))
  expect(steps.filter(({ action }) => action === 'not_me')).toMatchObject([{ detail: { channel: 'sms' } }])
  expect(JSON.stringify(steps)).not.toContain(PHONE)
})

test('I12 one answer whatever is known: a wrong token, an old one and a stranger learn nothing', async () => {
  const { reportId, token } = await toldReport()
  const browser = portal.browser()
  const answers = []
  for (const one of [
    '0'.repeat(22),
    tokenOfMessage('00000000-0000-4000-8000-000000000001'),
    "'; drop table outbox;--",
    token,
  ]) {
    const page = await browser.open(`/khong-phai-toi/${encodeURIComponent(one)}`)
    const done = await browser.send(page, {}, 'Không phải tôi, đừng gửi nữa')
    answers.push([
      done.status,
      done.html
        .replace(/name="_csrf" value="[^"]*"/g, '')
        .replaceAll(encodeURIComponent(one), '')
        .replaceAll(one, ''),
    ])
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await mayHear(reportId)).toBe(false)
})

test('I12 pressed in a chat: that report only, or every one this address was told of; the answer is the same', async () => {
  const address = 'telegram|bot|9'
  await holdPhone(house, address)
  const [first, second] = [await told(address), await told(address)]
  const outcomes = [
    await notMe(house.app, { address, reportCode: first.code }),
    await notMe(house.app, { address, reportCode: 'PA-0000-0000' }),
    await notMe(house.app, { address: 'telegram|bot|10', reportCode: second.code }),
  ]
  expect([await mayHear(first.reportId, address), await mayHear(second.reportId, address)]).toEqual([false, true])
  outcomes.push(await notMe(house.app, { address, reportCode: null }))
  expect(await mayHear(second.reportId, address)).toBe(false)
  for (const outcome of outcomes) expect(outcome).toEqual({ ok: true, value: null })
})

async function told(address: string) {
  born += 1
  const claimant = { ...hoa, birthDate: `${born}-02-03` }
  const wish = { claimant, draftId: await newDraft(house, address), address, provedBy: address }
  return doneValue(await recordReport(house.app, await aReport(house, wish)))
}

test('I12 the pair is of the number and the person: another report of the same person stays silent too', async () => {
  const person = await house.person()
  const { reportId, token } = await toldReport()
  await house.db.updateTable('reports').set({ person_id: person.id }).where('id', '=', reportId).execute()
  doneValue(await notMeByLink(house.app, { token }))
  const about = { reportId: null, personId: person.id }
  expect(await tx((one) => one.contacts.mayHear(SMS, about))).toBe(false)
  expect(await tx((one) => one.contacts.mayHear('sms|gateway|+84900000001', about))).toBe(true)
})

test('I10 STOP and its way back, asked twice each', async () => {
  const address = 'zalo|oa|stop'
  const optedOut = () => tx((one) => one.contacts.optedOut(address))
  for (const stop of [true, true]) doneValue(await stopMessages(house.app, { address, stop }))
  expect(await optedOut()).toBe(true)
  for (const stop of [false, false]) doneValue(await stopMessages(house.app, { address, stop }))
  expect(await optedOut()).toBe(false)
})
