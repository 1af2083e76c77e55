import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { openErrorList } from '../../../core/use-cases/error-list/open-error-list.ts'
import { sendCampaignStep } from '../../../core/use-cases/reminders/send-campaign.ts'
import { startCampaign } from '../../../core/use-cases/reminders/start-campaign.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { anotherStation } from './another-station.ts'

let house: TestHouse
let officer: Officer
let people: Record<'onlyRecorded' | 'inChat' | 'byPhone' | 'reporting' | 'right', PlatformRecord>
beforeAll(async () => {
  house = await openTestHouse()
  officer = await anOfficer(house)
  const person = (wish: object) => house.person({ phone: '+84912000900', ...wish })
  people = {
    onlyRecorded: await person({ class: 'no_id' }),
    inChat: await person({ class: 'malformed_id', idText: '7919000036' }),
    byPhone: await person({ class: 'wrong_facts', idNumber: '079190000361' }),
    reporting: await person({ class: 'no_id' }),
    right: await person({ class: 'right', idNumber: '079190000362' }),
  }
  await proved(people.inChat, 'telegram|1|55', null)
  await proved(people.byPhone, 'web|portal|xyz', '+84912000955')
  await proved(people.right, 'telegram|1|77', null)
  await aReport(house, { personId: people.reporting.id, address: 'telegram|1|88' })
})
afterAll(() => house.close())

async function proved(person: PlatformRecord, address: string, phone: string | null): Promise<void> {
  const now = house.clock.now()
  const expires = new Date(now.getTime() + 86_400_000)
  const proof = { id: randomUUID(), address, phone, person_id: person.id, level: 1 }
  await house.db
    .insertInto('proofs')
    .values({ ...proof, proved_at: now, expires_at: expires })
    .execute()
}

const open = (wish: object = {}) =>
  openErrorList(house.app, { officer, errorClass: null, standing: null, after: '', ...wish })

test('E14 the list counts each class by who can be asked, who reports already and who has no proved channel', async () => {
  const { counts, rows, toInvite } = must(await open())
  expect(counts.no_id).toEqual({ silent: 1, reporting: 1, reachable: 0, invited: 0 })
  expect(counts.malformed_id).toMatchObject({ reachable: 1 })
  expect(counts.wrong_facts).toMatchObject({ reachable: 1 })
  expect(toInvite).toBe(2)
  expect(rows).toHaveLength(4)
  expect(rows.find(({ personId }) => personId === people.byPhone.id)?.channel).toBe('sms')
})

test('E14 one press invites, only through proved channels and never by the phone on the record', async () => {
  const { campaignId } = must(await startCampaign(house.app, { officer, audience: 'error_list' }))
  await sendCampaignStep(house.app, { campaignId })
  const sent = await house.db.selectFrom('outbox').select('address').where('campaign_id', '=', campaignId).execute()
  expect(sent.map(({ address }) => address).sort()).toEqual(['sms|gateway|+84912000955', 'telegram|1|55'])
  expect(must(await open({ standing: 'invited' })).rows).toHaveLength(2)
  expect(objectionOf(await startCampaign(house.app, { officer, audience: 'error_list' }))).toBe('nobody_to_remind')
})

test('E14 the list is the station’s: police and another station see none of it', async () => {
  expect(objectionOf(await open({ officer: await anOfficer(house, { role: 'police_officer' }) }))).toBe('not_your_role')
  await anotherStation(house)
  const { rows, counts, toInvite } = must(await open({ officer: await anOfficer(house, { unitId: 'tyt-khac' }) }))
  expect([rows, toInvite]).toEqual([[], 0])
  expect(
    Object.values(counts)
      .flatMap((one) => Object.values(one))
      .every((count) => count === 0),
  ).toBe(true)
})
