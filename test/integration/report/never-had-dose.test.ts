import { afterEach, beforeEach, expect, test } from 'vitest'
import { NO_CLAIM, type Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { resendReport } from '../../../core/use-cases/citizen/resend-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { namePaper } from '../../../core/use-cases/desk/name-paper.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { readyToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { type ChainHouse, newIdNumber, openChainHouse } from '../chain/chain-house.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, holdPhone, newDraft } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'

let house: ChainHouse
let clerk: Officer
beforeEach(async () => {
  house = await openChainHouse()
  clerk = await anOfficer(house)
})
afterEach(() => house.close())

const claimant = {
  fullName: 'Lò Thị Bưởi',
  birthDate: '1990-05-17',
  sex: 'female' as const,
  idNumber: null,
  passportCountry: null,
}
let phones = 0

/** A woman whose record is ready to be signed but for one dose that she says she never had. */
async function disputing(wish: { facility?: string; givenOn?: string } = {}) {
  phones += 1
  const phone = `+8491231${1000 + phones}`
  const { facility = 'Trạm Y tế xã Mẫu', givenOn = '2021-11-10' } = wish
  const doses = [{ number: 1, givenOn, facility, vaccine: 'Pfizer' }]
  const person = await house.person({
    ...claimant,
    idNumber: newIdNumber(phones),
    class: 'right',
    matchResult: 'right',
    phone,
    doses,
  })
  await holdPhone(house, BROWSER, phone)
  const found = doneValue(await lookUp(house.app, { address: BROWSER, claimant }))
  const doseId = found.found ? found.doses[0]?.doseId : undefined
  const command = await aReport(house, {
    draftId: await newDraft(house),
    phone,
    claimant,
    personId: person.id,
    types: ['DOSE_NOT_MINE'],
    changes: [],
    doses: [{ ...NO_CLAIM, doseId: doseId ?? null }],
  })
  return { person, phone, send: async () => doneValue(await recordReport(house.app, command)) }
}

const blockedBy = async (personId: string) => {
  const { blocked, ready } = await readyToSign(house.app, 'tyt-mau')
  const one = [...blocked, ...ready].find(({ candidate }) => candidate.record.id === personId)
  return one?.reason ?? null
}
const reportOf = async (code: string) => (await house.app.store.transaction((tx) => tx.reports.byCode(code))) as Report
const act = async (code: string, decision: Decision, officer = clerk) =>
  decide(house.app, { officer, code, version: (await reportOf(code)).version, decision })
const track = async (code: string) => doneValue(await trackReport(house.app, { code, address: BROWSER }))

test('B06 the dose is frozen from signing at once, and nobody signs past it', async () => {
  const { person, send } = await disputing()
  expect(await blockedBy(person.id)).toBeNull()
  const { code } = await send()
  expect(await blockedBy(person.id)).toBe('dose_frozen')
  expect(codeOfObjection(await signRecords(house.app, { officer: house.head, personIds: [person.id] }))).toBe(
    'nothing_to_sign',
  )
  expect((await track(code)).disputed).toEqual({ outcome: null, paper: null, paperNumber: null })
})

test('B06 the facility answers with its paper: without it no decision; both sides read the same letter', async () => {
  const { person, send } = await disputing()
  const { code } = await send()
  const kept: Decision = { action: 'answer', endState: 'not_provable', sentence: 'Chị đã ký phiếu ngày 10/11/2021.' }
  expect(codeOfObjection(await act(code, kept))).toBe('paper_needed')
  const paper = { officer: clerk, code, paper: 'session_list' as const }
  expect(codeOfObjection(await namePaper(house.app, { ...paper, paperNumber: ' ' }))).toBe('paper_needed')
  doneValue(await namePaper(house.app, { ...paper, paperNumber: 'Sổ 4, trang 12' }))
  expect((await track(code)).disputed, 'the paper is told with the decision').toEqual({
    outcome: null,
    paper: null,
    paperNumber: null,
  })
  doneValue(await act(code, kept))
  const letter = { outcome: 'kept', paper: 'session_list', paperNumber: 'Sổ 4, trang 12' }
  expect((await track(code)).disputed).toEqual(letter)
  expect(doneValue(await openCase(house.app, { officer: clerk, code })).disputes).toMatchObject([letter])
  const told = await house.db.selectFrom('outbox').select('content').where('purpose', '=', 'notification').execute()
  expect(told.map(({ content }) => (content as { templateKey: string }).templateKey)).toContain('report-answered')
  expect(await blockedBy(person.id), 'free again').toBeNull()
})

test('B06 a refusal frees the dose, sending again freezes it, withdrawing frees it', async () => {
  const { person, send } = await disputing()
  const { code } = await send()
  doneValue(await namePaper(house.app, { officer: clerk, code, paper: 'consent_form', paperNumber: '17' }))
  doneValue(await act(code, { action: 'refuse', reasons: ['DOSE_MISMATCH'], sentence: 'Phiếu có chữ ký.' }))
  expect(await blockedBy(person.id)).toBeNull()
  doneValue(await resendReport(house.app, { code, address: BROWSER, note: 'Chữ ký không phải của tôi' }))
  expect(await blockedBy(person.id)).toBe('dose_frozen')
  doneValue(await withdrawReport(house.app, { code, address: BROWSER }))
  expect(await blockedBy(person.id)).toBeNull()
})

test('B06 a dose that nobody can prove goes, and stays frozen until the Platform has taken it away', async () => {
  const { person, send } = await disputing()
  const { code } = await send()
  doneValue(await namePaper(house.app, { officer: clerk, code, paper: 'no_paper', paperNumber: null }))
  expect(doneValue(await act(code, { action: 'approve' })).waitsForSecond).toBe(true)
  doneValue(await act(code, { action: 'approve' }, await anOfficer(house)))
  expect((await track(code)).disputed).toMatchObject({ outcome: 'removed', paper: 'no_paper' })
  expect(await blockedBy(person.id)).toBe('dose_frozen')
})

test('B06 a passport that was signed for before the dispute waits for its end', async () => {
  const { person, send } = await disputing()
  doneValue(await signRecords(house.app, { officer: house.head, personIds: [person.id] }))
  const { code } = await send()
  const signed = await house.db.selectFrom('signed_records').select('id').executeTakeFirstOrThrow()
  const passports = () => house.db.selectFrom('passports').selectAll().execute()
  await issuePassport(house.app, { signedRecordId: signed.id })
  expect(await passports()).toEqual([])
  doneValue(await withdrawReport(house.app, { code, address: BROWSER }))
  const again = await house.db
    .selectFrom('tasks')
    .select(['data', 'unique_key'])
    .where('name', '=', 'issue-passport')
    .execute()
  expect(again).toHaveLength(2)
  await issuePassport(house.app, { signedRecordId: signed.id })
  expect(await passports()).toHaveLength(1)
})

test('B06 E18 counts per place and day are kept, withdrawn reports too', async () => {
  const codes: string[] = []
  for (const wish of [{}, {}, { givenOn: '2021-11-11' }]) {
    house.clock.advance(3_600_000)
    codes.push((await (await disputing(wish)).send()).code)
  }
  doneValue(await withdrawReport(house.app, { code: codes.at(-1) ?? '', address: BROWSER }))
  const counts = await house.app.store.transaction((tx) => tx.disputedDoses.countsPerPlaceAndDay(new Date(0)))
  expect(counts).toEqual([
    { facility: 'Trạm Y tế xã Mẫu', givenOn: '2021-11-10', people: 2 },
    { facility: 'Trạm Y tế xã Mẫu', givenOn: '2021-11-11', people: 1 },
  ])
})
