import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { ownReport } from '../../../core/use-cases/citizen/own-report.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { askCitizen, beginByChat, beginBySlip, confirmCitizen } from '../../../core/use-cases/helper/begin-helping.ts'
import { handIn } from '../../../core/use-cases/helper/hand-in.ts'
import { handedIn, helpedPeople } from '../../../core/use-cases/helper/helped-people.ts'
import { endIdleHelping, helpingSession } from '../../../core/use-cases/helper/helping-session.ts'
import { makeHelpCode } from '../../../core/use-cases/helper/make-help-code.ts'
import { recordSlip } from '../../../core/use-cases/helper/record-slip.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue, hoa, holdPhone, lastCode } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { agreedBySms, helpOne, tellDesk } from './helper-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

let phones = 100
const aPhone = () => `+849000${String(++phones).padStart(5, '0')}`
const aHelper = () => anOfficer(house, { role: 'helper' })

async function reportOf(sessionId: string) {
  const session = await house.db
    .selectFrom('helper_sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const report = await house.db
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', session.report_id ?? '')
    .executeTakeFirstOrThrow()
  return { session, report }
}

test('A09 nothing begins before the citizen has read the code out, and the SMS says what they agree to', async () => {
  const [officer, phone] = [await aHelper(), aPhone()]
  const { token } = doneValue(await askCitizen(house.app, { officer, phone, locale: 'vi' }))
  const session = await helpingSession(house.app, { staffId: officer.staffId, token })
  if (!session) throw new Error('no session')
  await tellDesk(house, session.address, { phone })
  expect(codeOfObjection(await handIn(house.app, { officer, session, locale: 'vi' }))).toBe('helping_ended')
  expect(codeOfObjection(await confirmCitizen(house.app, { officer, token, code: '000000' }))).toBe('code_wrong')
  const row = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .executeTakeFirstOrThrow()
  expect(row.content).toMatchObject({ kind: 'one_time_code', agreesTo: 'helper' })
  doneValue(await confirmCitizen(house.app, { officer, token, code: await lastCode(house, phone) }))
  doneValue(await handIn(house.app, { officer, session, locale: 'vi' }))
})

test('A09 the report is a report like any other: history names the helper, nothing recorded stands on it, the citizen is told', async () => {
  const [officer, phone] = [await aHelper(), aPhone()]
  await house.person({ fullName: hoa.fullName, phone })
  const { sessionId } = await helpOne(house, officer, phone, { phone })
  const { session, report } = await reportOf(sessionId)
  expect(report).toMatchObject({ phone, person_id: null, unit_id: 'tyt-mau', state: 'queued' })
  expect(JSON.stringify(report.changes)).toContain('"recorded":null')
  expect([session.phone, session.citizen_address, session.initials]).toEqual([null, null, 'N.T.T.'])
  const [first] = await house.db.selectFrom('report_events').selectAll().where('report_id', '=', report.id).execute()
  expect(first).toMatchObject({ action: 'record', staff_id: officer.staffId })
  const told = await house.db
    .selectFrom('outbox')
    .select(['address', 'content'])
    .where('report_id', '=', report.id)
    .execute()
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ address: `sms|gateway|${phone}`, content: { templateKey: 'helped-report' } })
  const acts = await house.db
    .selectFrom('audit')
    .select('action')
    .where('subject_id', '=', sessionId)
    .orderBy('seq')
    .execute()
  expect(acts.map(({ action }) => action)).toEqual(['helping_begun', 'helping_handed_in'])
})

test('A09 the desk of a helper opens no record, though it holds the phone of the citizen', async () => {
  const [officer, phone] = [await aHelper(), aPhone()]
  await house.person({ fullName: hoa.fullName, phone })
  const { session } = await agreedBySms(house, officer, phone)
  expect(codeOfObjection(await lookUp(house.app, { address: session.address, claimant: hoa }))).toBe('not_proved')
})

test('A09 after hand-in the desk owns nothing: no draft, no proof, no report', async () => {
  const [officer, phone] = [await aHelper(), aPhone()]
  const { token, session } = await agreedBySms(house, officer, phone)
  await tellDesk(house, session.address, { phone })
  const { sessionId } = doneValue(await handIn(house.app, { officer, session, locale: 'vi' }))
  const { report } = await reportOf(sessionId)
  expect(await ownReport(house.app, { code: report.code, address: session.address })).toBeNull()
  expect(await helpingSession(house.app, { staffId: officer.staffId, token })).toBeNull()
  const left = await house.db.selectFrom('drafts').selectAll().where('address', '=', session.address).execute()
  expect(left).toEqual([])
  expect(codeOfObjection(await handIn(house.app, { officer, session, locale: 'vi' }))).toBe('helping_ended')
})

test('A09 by the citizen’s chat: its code works once, the chat owns the report and gets the word', async () => {
  const [officer, address, phone] = [await aHelper(), 'telegram|bot|bac-hai', aPhone()]
  await holdPhone(house, address, phone)
  const { code } = doneValue(await makeHelpCode(house.app, { address }))
  const { token } = doneValue(await beginByChat(house.app, { officer, code: code.toLowerCase() }))
  expect(codeOfObjection(await beginByChat(house.app, { officer, code }))).toBe('help_code_wrong')
  const session = await helpingSession(house.app, { staffId: officer.staffId, token })
  if (!session) throw new Error('no session')
  await tellDesk(house, session.address, { phone })
  const { report } = await reportOf(doneValue(await handIn(house.app, { officer, session, locale: 'vi' })).sessionId)
  expect(report).toMatchObject({ address, phone })
  expect(await ownReport(house.app, { code: report.code, address })).not.toBeNull()
  const told = await house.db.selectFrom('outbox').select('address').where('report_id', '=', report.id).execute()
  expect(told).toEqual([{ address }])
})

test('A09 a code of the chat is good for 15 minutes', async () => {
  const { code } = doneValue(await makeHelpCode(house.app, { address: 'zalo|oa|bac-ba' }))
  house.clock.advance(16 * 60_000)
  expect(codeOfObjection(await beginByChat(house.app, { officer: await aHelper(), code }))).toBe('help_code_wrong')
})

test('A09 without a phone: a slip the station has written down serves once, in its own unit', async () => {
  const [officer, clerk] = [await aHelper(), await anOfficer(house)]
  expect(codeOfObjection(await beginBySlip(house.app, { officer, number: 'GN-0012' }))).toBe('slip_unknown')
  doneValue(await recordSlip(house.app, { officer: clerk, number: ' gn-0012 ' }))
  expect(codeOfObjection(await recordSlip(house.app, { officer: clerk, number: 'GN-0012' }))).toBe('slip_known')
  expect(codeOfObjection(await recordSlip(house.app, { officer, number: 'GN-0013' }))).toBe('not_your_role')
  const elsewhere = await anOfficer(house, { role: 'helper', unitId: 'ttyt-mau' })
  expect(codeOfObjection(await beginBySlip(house.app, { officer: elsewhere, number: 'GN-0012' }))).toBe('slip_unknown')
  const { token } = doneValue(await beginBySlip(house.app, { officer, number: 'GN-0012' }))
  expect(codeOfObjection(await beginBySlip(house.app, { officer, number: 'GN-0012' }))).toBe('slip_unknown')
  const session = await helpingSession(house.app, { staffId: officer.staffId, token })
  if (!session) throw new Error('no session')
  await tellDesk(house, session.address)
  const { report } = await reportOf(doneValue(await handIn(house.app, { officer, session, locale: 'vi' })).sessionId)
  expect(report).toMatchObject({ phone: null, address: null, unit_id: 'tyt-mau' })
})

test('A09 thirty minutes without an act end the hour, with all that was typed', async () => {
  const [officer, phone] = [await aHelper(), aPhone()]
  const { token, session } = await agreedBySms(house, officer, phone)
  await tellDesk(house, session.address)
  house.clock.advance(29 * 60_000)
  expect(await helpingSession(house.app, { staffId: officer.staffId, token })).not.toBeNull()
  house.clock.advance(31 * 60_000)
  expect((await endIdleHelping(house.app)).ended).toBeGreaterThan(0)
  expect(await helpingSession(house.app, { staffId: officer.staffId, token })).toBeNull()
  const left = await house.db.selectFrom('drafts').selectAll().where('address', '=', session.address).execute()
  expect(left).toEqual([])
})

test('A09 the list of a helper holds code, time and initials, of their own people only', async () => {
  const [officer, other] = [await aHelper(), await aHelper()]
  const { sessionId } = await helpOne(house, officer, aPhone())
  const [line, ...more] = doneValue(await helpedPeople(house.app, { officer, printed: true }))
  expect(more).toEqual([])
  expect(Object.keys(line ?? {}).sort()).toEqual(['code', 'handedInAt', 'id', 'initials'])
  expect(doneValue(await helpedPeople(house.app, { officer: other, printed: false }))).toEqual([])
  expect(await handedIn(house.app, { officer: other, sessionId })).toBeNull()
  const printed = await house.db
    .selectFrom('audit')
    .select('staff_id')
    .where('action', '=', 'helped_list_printed')
    .execute()
  expect(printed).toEqual([{ staff_id: officer.staffId }])
})

test('A09 only a helper helps', async () => {
  for (const role of ['clerk', 'head', 'police_officer', 'auditor'] as const) {
    const asked = await askCitizen(house.app, {
      officer: await anOfficer(house, { role }),
      phone: aPhone(),
      locale: 'vi',
    })
    expect(codeOfObjection(asked)).toBe('not_your_role')
  }
})

test('L07 sixty citizens of one village house pass in a day, and the helper’s own budget ends a script', async () => {
  const officer = await aHelper()
  for (let citizen = 0; citizen < 60; citizen++) {
    await helpOne(house, officer, aPhone(), { claimant: { ...hoa, birthDate: `19${40 + (citizen % 50)}-03-04` } })
    house.clock.advance(8 * 60_000)
  }
  expect(doneValue(await helpedPeople(house.app, { officer, printed: false }))).toHaveLength(60)
  let stopped = null
  for (let call = 0; call < 60 && !stopped; call++)
    stopped = codeOfObjection(await askCitizen(house.app, { officer, phone: aPhone(), locale: 'vi' }))
  expect(stopped).toBe('too_often')
  const stranger = { purpose: 'report', address: 'web|portal|stranger', locale: 'vi', origin: 'village-house' } as const
  const asked = []
  for (let at = 0; at < 12; at++) asked.push(await requestCode(house.app, { ...stranger, phone: aPhone() }))
  expect(asked.map(codeOfObjection).filter((code) => code === 'too_many_codes')).toHaveLength(2)
})
