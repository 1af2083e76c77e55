import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claimant } from '../../../core/domain/citizen/claimant.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { cardLabel } from '../../../core/use-cases/citizen/open-photo.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { confirmNumber } from '../../../core/use-cases/same-person/confirm-number.ts'
import { confirmJoin, proposeJoin, undoJoin } from '../../../core/use-cases/same-person/join-records.ts'
import { openSamePerson } from '../../../core/use-cases/same-person/open-same-person.ts'
import { readyToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'

let house: TestHouse
let clerk: Officer
let head: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
  head = await anOfficer(house, { role: 'head' })
})
afterAll(() => house.close())

const DAY = 86_400_000
const about = (officer: Officer, { code }: Report) => ({ officer, code })

/** Name, birth date and sex as the card has them; one of the recorded facts is wrong, so only a number can find the record. */
const claim = (idNumber: string, birthDate = '1990-05-17'): Claimant => ({
  fullName: 'Nguyễn Thị Thử',
  birthDate,
  sex: 'female',
  idNumber,
  passportCountry: null,
})

async function found(phone: string, claimant: Claimant): Promise<string | null> {
  const address = `web|portal|${phone}`
  await provePhone(house.app, { phone, address })
  const answer = must(await lookUp(house.app, { address, claimant }))
  return answer.found ? answer.personId : null
}

async function withCard(report: Report, card: CardFacts): Promise<void> {
  const bytes = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#88a' } })
    .jpeg()
    .toBuffer()
  const { photoId } = must(
    await attachPhoto(house.app, {
      address: report.address ?? '',
      caseId: report.id,
      kind: 'card_front',
      bytes,
      dedupeKey: report.id,
      consentVersion: PHOTO_CONSENT_VERSION,
    }),
  )
  await house.app.store.transaction(async (tx) => {
    const key = (await tx.photos.keyOf(report.id))?.wrappedKey
    if (!key) throw new Error('no key')
    const cardFacts = house.app.vault.seal(key, Buffer.from(JSON.stringify(card)), cardLabel(photoId))
    await tx.photos.setReading(photoId, { cardFacts, reason: 'read' })
  })
}

const aCard = (cccd: string, cmnd: string | null): CardFacts => ({
  cccd,
  cmnd,
  fullName: 'Nguyễn Thị Thử',
  dob: '1990-05-17',
  gender: 'female',
  address: 'Xã Mẫu',
  issued: '2021-05-01',
})

/** A day in the record that is not the person's: then name and sex agree, and only a number adds the third. */
const wrongDay = { birthDate: '1990-05-07', birthText: '07/05/1990' }

test('A14 the card names both numbers: once an officer confirms, either number reaches the person, and the new one did not before', async () => {
  const phone = '+84912000100'
  const person = await house.person({ phone, idNumber: '012345001', ...wrongDay })
  const report = await aReport(house, { personId: person.id })
  await withCard(report, aCard('001190000101', '012345001'))
  expect(await found(phone, claim('012345001'))).toBe(person.id)
  expect(await found(phone, claim('001190000101'))).toBeNull()

  const view = must(await openSamePerson(house.app, about(clerk, report)))
  expect(view.numbersFound).toEqual([{ number: '001190000101', kind: 'cccd', changedOn: '2021-05-01' }])
  expect(objectionOf(await confirmNumber(house.app, { ...about(clerk, report), number: '001190999999' }))).toBe(
    'changed_meanwhile',
  )
  const district = about(await anOfficer(house, { role: 'district' }), report)
  expect(must(await openSamePerson(house.app, district)).numbersFound).toEqual([])
  expect(objectionOf(await confirmNumber(house.app, { ...district, number: '001190000101' }))).toBe('changed_meanwhile')
  must(await confirmNumber(house.app, { ...about(clerk, report), number: '001190000101' }))
  expect(await found(phone, claim('012345001'))).toBe(person.id)
  expect(await found(phone, claim('001190000101'))).toBe(person.id)
  const after = must(await openSamePerson(house.app, about(clerk, report)))
  expect(after).toMatchObject({ numbersFound: [], numbersKept: [{ number: '001190000101' }] })
})

test("A14 somebody else's card adds no number, and a number belongs to one person only", async () => {
  const phone = '+84912000110'
  const person = await house.person({ phone, idNumber: '012345011', ...wrongDay })
  const stranger = await aReport(house, { personId: person.id })
  await withCard(stranger, aCard('001190000111', null))
  expect(must(await openSamePerson(house.app, about(clerk, stranger))).numbersFound).toEqual([])

  const reports: Report[] = []
  for (const idNumber of ['012345012', '012345013']) {
    const other = await house.person({ idNumber, ...wrongDay })
    const report = await aReport(house, { personId: other.id })
    await withCard(report, aCard('001190000112', idNumber))
    reports.push(report)
  }
  const outcomes = []
  for (const report of reports)
    outcomes.push(objectionOf(await confirmNumber(house.app, { ...about(clerk, report), number: '001190000112' })))
  expect(outcomes).toEqual(['none', 'changed_meanwhile'])
})

async function twoRecords(phone: string, numbers: [string, string]): Promise<[PlatformRecord, PlatformRecord, Report]> {
  const one = await house.person({
    phone,
    idNumber: numbers[0],
    doses: [{ givenOn: '2021-08-10', number: 1, vaccine: 'AstraZeneca' }],
  })
  const other = await house.person({
    phone,
    idNumber: numbers[1],
    doses: [
      { givenOn: '2021-08-10', number: 1, vaccine: 'AstraZeneca' },
      { givenOn: '2021-11-02', number: 2, vaccine: 'Pfizer' },
      { givenOn: '2021-11-09', number: 3, vaccine: 'Pfizer' },
    ],
  })
  const report = await aReport(house, { personId: one.id, types: ['DUPLICATE_OR_SPLIT_PROFILE'], changes: [] })
  return [one, other, report]
}

test('B05 two officers join two records: the timeline of both warns, either number finds one person, undo takes it back', async () => {
  const phone = '+84912000200'
  const [one, other, report] = await twoRecords(phone, ['012345021', '001190000202'])
  expect(await found(phone, claim('012345021'))).toBe(one.id)
  expect(await found(phone, claim('001190000202'))).toBe(other.id)

  const seen = must(await openSamePerson(house.app, about(clerk, report)))
  const candidate = seen.candidates.find(({ record }) => record.personId === other.id)
  expect(candidate?.union.map(({ dose, doubt }) => [dose.givenOn, doubt])).toEqual([
    ['2021-08-10', null],
    ['2021-08-10', 'same_dose'],
    ['2021-11-02', null],
    ['2021-11-09', 'too_close'],
  ])
  const join = must(await proposeJoin(house.app, { ...about(clerk, report), joinedId: other.id }))
  expect(await found(phone, claim('001190000202'))).toBe(other.id)
  expect(objectionOf(await confirmJoin(house.app, { ...about(clerk, report), joinId: join.id }))).toBe('other_reviewer')
  must(await confirmJoin(house.app, { ...about(head, report), joinId: join.id }))
  expect(await found(phone, claim('012345021'))).toBe(one.id)
  expect(await found(phone, claim('001190000202'))).toBe(one.id)
  const answer = must(await lookUp(house.app, { address: `web|portal|${phone}`, claimant: claim('001190000202') }))
  expect(answer.found && answer.doses).toHaveLength(4)

  house.clock.advance(29 * DAY)
  must(await undoJoin(house.app, { ...about(clerk, report), joinId: join.id }))
  expect(await found(phone, claim('001190000202'))).toBe(other.id)
  house.clock.advance(-29 * DAY)
})

test('B05 two officers who propose the same pair both ways at once make one join, never a ring', async () => {
  const [one, other, report] = await twoRecords('+84912000890', ['001190000891', '079190000892'])
  const back = await aReport(house, { personId: other.id, phone: '+84912000893' })
  const both = await Promise.all([
    proposeJoin(house.app, { ...about(clerk, report), joinedId: other.id }),
    proposeJoin(house.app, { ...about(head, back), joinedId: one.id }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
})

test('B05 after 30 days a join stands; the table itself refuses one officer twice', async () => {
  const [, other, report] = await twoRecords('+84912000210', ['012345022', '001190000203'])
  const join = must(await proposeJoin(house.app, { ...about(clerk, report), joinedId: other.id }))
  const again = house.db.updateTable('record_joins').set({ confirmed_by: clerk.staffId, confirmed_at: new Date() })
  await expect(again.where('id', '=', join.id).execute()).rejects.toThrow(/check constraint/)
  must(await confirmJoin(house.app, { ...about(head, report), joinId: join.id }))
  house.clock.advance(31 * DAY)
  expect(objectionOf(await undoJoin(house.app, { ...about(head, report), joinId: join.id }))).toBe('not_possible_now')
  house.clock.advance(-31 * DAY)
})

test('B05 neither record is signed while the Platform holds their doses apart', async () => {
  const [one, other, report] = await twoRecords('+84912000220', ['012345023', '001190000204'])
  await house.db.updateTable('people').set({ match_result: 'right' }).where('id', 'in', [one.id, other.id]).execute()
  await house.db.updateTable('reports').set({ state: 'withdrawn' }).where('id', '=', report.id).execute()
  const reasons = async () => {
    const { ready, blocked } = await readyToSign(house.app, 'tyt-mau')
    return [one, other].map(
      ({ id }) => [...ready, ...blocked].find(({ candidate }) => candidate.record.id === id)?.reason,
    )
  }
  expect(await reasons()).toEqual([null, null])
  const join = must(await proposeJoin(house.app, { ...about(clerk, report), joinedId: other.id }))
  expect(await reasons()).toEqual([null, null])
  must(await confirmJoin(house.app, { ...about(head, report), joinId: join.id }))
  expect(await reasons()).toEqual(['two_records', 'two_records'])
  await house.db.updateTable('doses').set({ person_id: one.id }).where('person_id', '=', other.id).execute()
  expect((await reasons())[0]).toBeNull()
})

test('B05 A14 whoever may not decide the case finds no page about its person', async () => {
  const [, , report] = await twoRecords('+84912000230', ['012345024', '001190000205'])
  const elsewhere = await anOfficer(house, { role: 'district', unitId: 'ca-mau' })
  const province = await anOfficer(house, { role: 'province' })
  expect(objectionOf(await openSamePerson(house.app, about(elsewhere, report)))).toBe('no_such_report')
  expect(objectionOf(await openSamePerson(house.app, about(province, report)))).toBe('not_your_role')
})
