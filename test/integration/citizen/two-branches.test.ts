import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { answerRequest } from '../../../core/use-cases/citizen/answer-request.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { resendReport } from '../../../core/use-cases/citizen/resend-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { ownCases } from '../../../core/use-cases/contact/own-cases.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { linkRecord } from '../../../core/use-cases/desk/link-record.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { partInReach } from '../../../core/use-cases/desk/reach-report.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, holdPhone, newDraft } from './citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await house.app.store.transaction((tx) =>
    tx.units.add(
      {
        id: 'bv-mau',
        kind: 'facility',
        name: 'Bệnh viện huyện Mẫu',
        parentId: 'ttyt-mau',
        policeUnitId: null,
        address: null,
        openingHours: null,
      },
      house.clock.now(),
    ),
  )
})
afterAll(() => house?.close())
beforeEach(() => house.clock.advance(3 * 3_600_000))

let serial = 0

/** A woman whose name is wrong and whose second dose, given at the hospital, is missing. */
async function both(wish: Parameters<typeof aReport>[1] = {}) {
  serial += 1
  const phone = `+8491230${1000 + serial}`
  const claimant = {
    fullName: 'Lò Thị Bưởi',
    birthDate: '1990-05-17',
    sex: 'female' as const,
    idNumber: null,
    passportCountry: null,
  }
  const person = await house.person({
    fullName: 'Lò Thị Bưởi',
    birthDate: '1990-05-17',
    sex: 'female',
    phone,
    idNumber: `00119000${1000 + serial}`,
  })
  await holdPhone(house, BROWSER, phone)
  doneValue(await lookUp(house.app, { address: BROWSER, claimant }))
  const dose = {
    doseId: null,
    number: 2,
    givenOn: '2021-12-20',
    vaccine: 'Pfizer',
    lot: null,
    place: 'Bệnh viện huyện Mẫu',
    note: null,
  }
  const command = await aReport(house, {
    draftId: await newDraft(house),
    phone,
    claimant,
    personId: person.id,
    types: ['WRONG_NAME', 'MISSING_DOSE'],
    changes: [{ field: 'fullName', correct: 'Lò Thị Bưởi Đỏ', source: 'typed' }],
    doses: [dose],
    ...wish,
  })
  return { person, phone, claimant, dose, command, recorded: doneValue(await recordReport(house.app, command)) }
}

async function partsOf(code: string): Promise<[Report, ...Report[]]> {
  return house.app.store.transaction(async (tx) => {
    const root = await tx.reports.byCode(code)
    if (!root) throw new Error('no report')
    return [root, ...(await tx.reports.partsOf(root.id))]
  })
}

async function act(report: Report, decision: Decision, unitId = report.unitId) {
  const officer = await anOfficer(house, { role: 'clerk', unitId })
  const [fresh] = await house.app.store.transaction(async (tx) => [await tx.reports.get(report.id)])
  return decide(house.app, { officer, code: report.code, version: fresh?.version ?? 0, decision })
}

const track = async (code: string) => doneValue(await trackReport(house.app, { code, address: BROWSER }))

test('B01 identity goes to the commune of residence and the dose to where it was given, under one code and one t0', async () => {
  const { recorded, command } = await both()
  const [root, part, ...others] = await partsOf(recorded.code)
  expect(others).toEqual([])
  expect(root).toMatchObject({ types: ['WRONG_NAME'], unitId: 'tyt-mau', doses: [], partOf: null })
  expect(part).toMatchObject({
    types: ['MISSING_DOSE'],
    unitId: 'bv-mau',
    changes: [],
    partOf: root.id,
    code: `${root.code}-2`,
  })
  expect(part?.recordedAt).toEqual(root.recordedAt)
  expect(part?.dueAt).toEqual(root.dueAt)
  // One receipt, whatever the number of parts; the same submission again changes nothing.
  const told = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('purpose', '=', 'notification')
    .where('report_id', 'in', [root.id, part?.id ?? ''])
    .execute()
  expect(told).toHaveLength(1)
  expect(doneValue(await recordReport(house.app, command)).code).toBe(recorded.code)
  expect(await partsOf(recorded.code)).toHaveLength(2)
})

test('B01 tracking shows both parts with owner and clock, and is closed only when both are', async () => {
  const { recorded } = await both()
  const [root, part] = await partsOf(recorded.code)
  if (!part) throw new Error('no part')
  expect((await track(recorded.code)).parts).toMatchObject([
    { about: 'record', state: 'queued', holder: { unitName: 'Trạm Y tế xã Mẫu' } },
    { about: 'doses', state: 'queued', holder: { unitName: 'Bệnh viện huyện Mẫu' } },
  ])
  doneValue(await act(root, { action: 'send_to_police' }))
  doneValue(await act(part, { action: 'answer', endState: 'not_provable', sentence: 'Không còn giấy tờ.' }))
  const seen = await track(recorded.code)
  expect(seen).toMatchObject({ code: recorded.code, state: 'needs_identity', endState: null })
  expect(seen.timeline.filter(({ step }) => step === 'report-recorded')).toHaveLength(1)
  expect(seen.parts.map(({ state }) => state)).toEqual(['needs_identity', 'closed'])
  const cases = await house.app.store.transaction((tx) => tx.identityCases.lockOpenOf(root.personId ?? ''))
  expect(cases).toMatchObject({ unitId: 'tyt-mau', state: 'listed' })
})

test('B01 citizens know one code: the list, the message and the link carry it, and the part is not a code of theirs', async () => {
  const { recorded, phone } = await both()
  const [, part] = await partsOf(recorded.code)
  if (!part) throw new Error('no part')
  doneValue(await act(part, { action: 'take' }))
  const codes = (await ownCases(house.app, { address: BROWSER })).map(({ code }) => code)
  expect(codes.filter((code) => code.startsWith(recorded.code))).toEqual([recorded.code])
  const texts = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .execute()
  expect(JSON.stringify(texts)).not.toContain(part.code)
  expect(codeOfObjection(await trackReport(house.app, { code: part.code, address: BROWSER }))).toBe('no_such_report')
})

test('D04 a refused part is put right under the one code while the other goes on', async () => {
  const { recorded, dose } = await both()
  const [root, part] = await partsOf(recorded.code)
  if (!part) throw new Error('no part')
  doneValue(await act(root, { action: 'take' }))
  doneValue(await act(part, { action: 'refuse', reasons: ['DOSE_DATE_MISMATCH'], sentence: 'Giấy ghi ngày khác.' }))
  expect(await track(recorded.code)).toMatchObject({
    state: 'refused',
    mayResend: true,
    refusal: { reasons: ['DOSE_DATE_MISMATCH'] },
  })
  doneValue(
    await resendReport(house.app, {
      code: recorded.code,
      address: BROWSER,
      doses: [{ ...dose, givenOn: '2021-12-21' }],
    }),
  )
  const [after, mended] = await partsOf(recorded.code)
  expect([after.state, mended?.state, mended?.round]).toEqual(['in_review', 'queued', 2])
})

test('D09 an answer reaches the part whose officer asked', async () => {
  const { recorded } = await both()
  const [, part] = await partsOf(recorded.code)
  if (!part) throw new Error('no part')
  doneValue(await act(part, { action: 'ask_citizen', wanted: ['paper_photo'], why: 'missing', sentence: null }))
  expect((await track(recorded.code)).asked).toMatchObject({ wanted: ['paper_photo'] })
  doneValue(await answerRequest(house.app, { code: recorded.code, address: BROWSER, text: 'Tôi gửi lại giấy' }))
  const [root, answered] = await partsOf(recorded.code)
  expect([root.note, answered?.note]).toEqual([null, 'Tôi gửi lại giấy'])
  expect((await track(recorded.code)).asked).toBeNull()
})

test('D12 withdrawing takes back every part', async () => {
  const { recorded } = await both()
  doneValue(await withdrawReport(house.app, { code: recorded.code, address: BROWSER }))
  expect((await partsOf(recorded.code)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
})

test('B07 a repeat of both faults joins both parts: no new row, the clock stands', async () => {
  const { recorded, command } = await both()
  const before = await partsOf(recorded.code)
  house.clock.advance(3_600_000)
  const draftId = await newDraft(house)
  const again = doneValue(await recordReport(house.app, { ...command, draftId, idempotencyKey: `draft|${draftId}` }))
  expect(again).toMatchObject({ code: recorded.code, joined: true })
  const after = await partsOf(recorded.code)
  expect(after.map(({ id, dueAt }) => [id, dueAt])).toEqual(before.map(({ id, dueAt }) => [id, dueAt]))
})

test('B07 a dose fault told later opens its part under the code of the open report', async () => {
  const { recorded, command } = await both({ types: ['WRONG_NAME'], doses: [] })
  house.clock.advance(3_600_000)
  const draftId = await newDraft(house)
  const dose = {
    doseId: null,
    number: 3,
    givenOn: '2022-03-01',
    vaccine: 'Pfizer',
    lot: null,
    place: 'Bệnh viện huyện Mẫu',
    note: null,
  }
  const more = doneValue(
    await recordReport(house.app, {
      ...command,
      types: ['WRONG_NAME', 'MISSING_DOSE'],
      doses: [dose],
      draftId,
      idempotencyKey: `draft|${draftId}`,
    }),
  )
  expect(more.code).toBe(recorded.code)
  const [root, part] = await partsOf(recorded.code)
  expect(part).toMatchObject({ code: `${root.code}-2`, unitId: 'bv-mau' })
  expect(part?.recordedAt.getTime()).toBeGreaterThan(root.recordedAt.getTime())
})

test('E01 linking a record to one part links the other', async () => {
  const { recorded, person } = await both({ personId: null })
  const [root] = await partsOf(recorded.code)
  expect(root.personId).toBeNull()
  const officer = await anOfficer(house, { role: 'clerk', unitId: 'tyt-mau' })
  doneValue(await linkRecord(house.app, { officer, code: root.code, version: root.version, personId: person.id }))
  expect((await partsOf(recorded.code)).map(({ personId }) => personId)).toEqual([person.id, person.id])
})

test('C11 the papers of a report are the papers of its parts, and both desks reach them', async () => {
  const draftId = await newDraft(house)
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#5a9a5a' } })
  const photo = {
    address: BROWSER,
    caseId: draftId,
    kind: 'dose_paper' as const,
    bytes: await picture.jpeg().toBuffer(),
  }
  const sent = { ...photo, dedupeKey: `t|${draftId}`, consentVersion: PHOTO_CONSENT_VERSION }
  const { photoId } = doneValue(await attachPhoto(house.app, sent))
  const { recorded } = await both({ draftId, idempotencyKey: `draft|${draftId}` })
  for (const { code, unitId } of await partsOf(recorded.code)) {
    const officer = await anOfficer(house, { unitId })
    const seen = doneValue(await openCase(house.app, { officer, code })).photos
    expect([unitId, seen.map((one) => one.photoId)]).toEqual([unitId, [photoId]])
    const reached = await house.app.store.transaction((tx) => partInReach(tx, officer, recorded.reportId))
    expect(reached?.unitId).toBe(unitId)
  }
})
