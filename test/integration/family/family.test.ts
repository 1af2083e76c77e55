import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MOST_MEMBERS } from '../../../core/domain/family/member.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { addByCounterCode } from '../../../core/use-cases/family/add-by-counter-code.ts'
import { addMember } from '../../../core/use-cases/family/add-member.ts'
import { makeHandOverCode, takeOver } from '../../../core/use-cases/family/hand-over.ts'
import { handOverAtFourteen } from '../../../core/use-cases/family/hand-over-at-fourteen.ts'
import { keepProved } from '../../../core/use-cases/family/keep-proved.ts'
import { leaveMember } from '../../../core/use-cases/family/leave-member.ts'
import { listFamily } from '../../../core/use-cases/family/list-family.ts'
import { openMember } from '../../../core/use-cases/family/open-member.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import {
  aReport,
  BROWSER,
  codeOfObjection,
  doneValue,
  holdPhone,
  newDraft,
  PHONE,
} from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { aChild, actsAbout, aMember, aRelative, factsOf } from './family-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(3 * 3_600_000)
  await house.db.deleteFrom('family_doors').execute()
  await house.db.deleteFrom('family_codes').execute()
  await house.db.deleteFrom('family_members').execute()
  await holdPhone(house)
})

const names = async (address = BROWSER) =>
  doneValue(await listFamily(house.app, { address })).members.map(({ name }) => name)

test('A07 a record with this phone opens by its facts; another phone, a wrong fact and nobody are one answer', async () => {
  const mother = await aRelative(house)
  const stranger = await aRelative(house, { phone: '+84900000009' })
  const answers = []
  for (const claimant of [
    factsOf(stranger),
    { ...factsOf(mother), birthDate: '1955-01-01' },
    { ...factsOf(mother), fullName: 'Không Có Ai' },
  ])
    answers.push(await addMember(house.app, { address: BROWSER, claimant }))
  expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ ok: false, objection: { code: 'member_not_found' } })]),
  )
  expect(await names()).toEqual([])
  await aMember(house, mother)
  expect(await names()).toEqual([mother.fullName])
})

test('A07 a member is never shown before proof, and not to whoever does not hold the phone', async () => {
  const mother = await aRelative(house)
  const memberId = await aMember(house, mother)
  const stranger = 'web|portal|stranger'
  expect(codeOfObjection(await listFamily(house.app, { address: stranger }))).toBe('not_proved')
  await holdPhone(house, stranger, '+84900000010')
  expect(await names(stranger)).toEqual([])
  expect(codeOfObjection(await openMember(house.app, { address: stranger, memberId }))).toBe('no_such_member')
})

test('A07 another browser of the same phone sees nobody until the facts are typed, then the member without a new proof', async () => {
  const child = await aChild(house)
  const officer = await anOfficer(house)
  const paper = { officer, personId: child.id, paper: 'birth_certificate', numberAgrees: true } as const
  const { code } = doneValue(await makeCounterCode(house.app, paper))
  doneValue(await addByCounterCode(house.app, { address: BROWSER, code }))
  const other = 'web|portal|another-day'
  await holdPhone(house, other)
  expect(await names(other)).toEqual([])
  await aMember(house, child, other)
  expect(await names(other)).toEqual([child.fullName])
})

test('A07 a child by the birth paper at the counter: the code opens the record once, for this account', async () => {
  const child = await aChild(house, { birthDate: '2016-05-06' })
  const officer = await anOfficer(house)
  const paper = { officer, personId: child.id, paper: 'birth_certificate', numberAgrees: true } as const
  const { code } = doneValue(await makeCounterCode(house.app, paper))
  const { memberId } = doneValue(await addByCounterCode(house.app, { address: BROWSER, code }))
  const [line] = doneValue(await listFamily(house.app, { address: BROWSER })).members
  expect(line).toMatchObject({ name: child.fullName, isChild: true, leavesAt: null })
  expect(doneValue(await openMember(house.app, { address: BROWSER, memberId })).answer.personId).toBe(child.id)
  expect(codeOfObjection(await addByCounterCode(house.app, { address: BROWSER, code }))).toBe('counter_code_wrong')
  expect(await actsAbout(house, child.id)).toContain('family_added')
})

test('A07 ten and no more, even when two come at the same moment', async () => {
  for (let at = 0; at < MOST_MEMBERS - 1; at++) await aMember(house, await aRelative(house))
  const last = await Promise.all([aRelative(house), aRelative(house)])
  const both = await Promise.all(
    last.map((record) => addMember(house.app, { address: BROWSER, claimant: factsOf(record) })),
  )
  expect(both.map(codeOfObjection).sort()).toEqual(['family_full', null].sort())
  expect(doneValue(await listFamily(house.app, { address: BROWSER })).room).toBe(0)
})

test('A07 A06 the doses of a member stand under the masks of the level', async () => {
  const child = await aChild(house, { birthDate: '2015-07-08', idNumber: '079215012345', phone: PHONE })
  const memberId = await aMember(house, child)
  const { answer } = doneValue(await openMember(house.app, { address: BROWSER, memberId }))
  expect(answer).toMatchObject({ level: 1, record: { idNumber: expect.stringContaining('•') } })
  expect(answer.doses).toHaveLength(1)
  const officer = await anOfficer(house)
  doneValue(
    await makeCounterCode(house.app, {
      officer,
      personId: child.id,
      paper: 'birth_certificate',
      numberAgrees: true,
    }),
  )
  const seen = doneValue(await openMember(house.app, { address: BROWSER, memberId })).answer
  expect(seen).toMatchObject({ level: 2, record: { idNumber: '079215012345' } })
})

test('A07 three children, three reports, each about its own record and with its own consent', async () => {
  const children = await Promise.all(
    [1, 2, 3].map((day) => aChild(house, { birthDate: `2016-01-0${day}`, phone: PHONE })),
  )
  const reported = []
  for (const child of children) {
    const memberId = await aMember(house, child)
    const { claimant, phone, answer } = doneValue(await openMember(house.app, { address: BROWSER, memberId }))
    const wish = {
      claimant: claimant ?? factsOf(child),
      phone,
      personId: answer.personId,
      draftId: await newDraft(house),
    }
    const told = {
      types: ['WRONG_SEX' as const],
      changes: [{ field: 'sex' as const, correct: 'female', source: 'typed' as const }],
    }
    const { reportId } = doneValue(await recordReport(house.app, await aReport(house, { ...wish, ...told })))
    const row = await house.db
      .selectFrom('reports')
      .select('person_id')
      .where('id', '=', reportId)
      .executeTakeFirstOrThrow()
    reported.push(row.person_id)
  }
  expect(reported).toEqual(children.map(({ id }) => id))
})

test('A07 leaving ends it at once: no line, no doses, no report about that record', async () => {
  const mother = await aRelative(house, { phone: null })
  const officer = await anOfficer(house)
  const card = { officer, personId: mother.id, paper: 'citizen_card', numberAgrees: true } as const
  const { code } = doneValue(await makeCounterCode(house.app, card))
  const { memberId } = doneValue(await addByCounterCode(house.app, { address: BROWSER, code }))
  doneValue(await leaveMember(house.app, { address: BROWSER, memberId }))
  expect(await names()).toEqual([])
  expect(codeOfObjection(await openMember(house.app, { address: BROWSER, memberId }))).toBe('no_such_member')
  const report = await aReport(house, { personId: mother.id, claimant: factsOf(mother) })
  const { reportId } = doneValue(await recordReport(house.app, report))
  const row = await house.db
    .selectFrom('reports')
    .select('person_id')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow()
  expect(row.person_id).toBeNull()
  const kept = await house.db
    .selectFrom('family_members')
    .selectAll()
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow()
  expect([kept.claimant, kept.ended_why]).toEqual([null, 'left'])
})

test('A07 A08 a member takes over with a one-time code and the day of birth; the giver sees them no more', async () => {
  const mother = await aRelative(house)
  const memberId = await aMember(house, mother)
  const { code } = doneValue(await makeHandOverCode(house.app, { address: BROWSER, memberId }))
  const own = 'telegram|bot|mother'
  await holdPhone(house, own, '+84900000011')
  const take = (birthDate: string, address = own) => takeOver(house.app, { address, code, birthDate })
  expect(codeOfObjection(await take('1900-01-02'))).toBe('hand_over_code_wrong')
  expect(codeOfObjection(await take(mother.birthDate ?? '', BROWSER))).toBe('hand_over_code_wrong')
  doneValue(await take(mother.birthDate ?? ''))
  expect([await names(), await names(own)]).toEqual([[], [mother.fullName]])
  expect(codeOfObjection(await take(mother.birthDate ?? ''))).toBe('hand_over_code_wrong')
  expect(await actsAbout(house, mother.id)).toContain('family_handed_over')
})

test('A07 at 14 the account is asked once, and 30 days later the place ends by itself', async () => {
  const now = house.clock.now()
  const birthDate = new Date(now.getTime() + 7 * 3_600_000 - 14 * 365.25 * 86_400_000 + 3 * 86_400_000)
  const child = await aChild(house, { birthDate: birthDate.toISOString().slice(0, 10), phone: PHONE })
  await aMember(house, child)
  expect(await handOverAtFourteen(house.app)).toEqual({ asked: 0, ended: 0 })
  house.clock.advance(5 * 86_400_000)
  expect(await handOverAtFourteen(house.app)).toEqual({ asked: 1, ended: 0 })
  expect(await handOverAtFourteen(house.app)).toEqual({ asked: 0, ended: 0 })
  const told = await house.db
    .selectFrom('outbox')
    .select(['address', 'content'])
    .where('idempotency_key', 'like', 'f14|%')
    .execute()
  expect(told).toHaveLength(1)
  expect(JSON.stringify(told)).toContain('family-fourteen')
  expect(JSON.stringify(told)).not.toContain('Bé')
  await holdPhone(house)
  expect(doneValue(await listFamily(house.app, { address: BROWSER })).members[0]?.leavesAt).not.toBeNull()
  const typedAgain = { address: BROWSER, personId: child.id, claimant: factsOf(child) }
  doneValue(await openMember(house.app, { address: BROWSER, memberId: await aMember(house, child) }))
  doneValue(await keepProved(house.app, typedAgain))
  expect(doneValue(await listFamily(house.app, { address: BROWSER })).members[0]?.leavesAt).not.toBeNull()
  house.clock.advance(31 * 86_400_000)
  expect(await handOverAtFourteen(house.app)).toEqual({ asked: 0, ended: 1 })
  await holdPhone(house)
  expect(await names()).toEqual([])
})

test('A07 a young person who shows their card at the counter may stay with the guardian, and is not asked again', async () => {
  const child = await aChild(house, { birthDate: '2012-10-01', phone: PHONE })
  const memberId = await aMember(house, child)
  await house.db.updateTable('family_members').set({ as_child: true }).where('id', '=', memberId).execute()
  expect((await handOverAtFourteen(house.app)).asked).toBe(1)
  const officer = await anOfficer(house)
  const card = { officer, personId: child.id, paper: 'citizen_card', numberAgrees: true } as const
  const { code } = doneValue(await makeCounterCode(house.app, card))
  doneValue(await addByCounterCode(house.app, { address: BROWSER, code }))
  expect((await handOverAtFourteen(house.app)).asked).toBe(0)
  house.clock.advance(40 * 86_400_000)
  await holdPhone(house)
  await handOverAtFourteen(house.app)
  expect(await names()).toEqual([child.fullName])
})

test('A07 a membership is good for 12 months', async () => {
  const mother = await aRelative(house)
  await aMember(house, mother)
  house.clock.advance(366 * 86_400_000)
  await holdPhone(house)
  expect(await names()).toEqual([])
  expect((await handOverAtFourteen(house.app)).ended).toBe(1)
})

/** A code of the counter for this person, of a paper with or without the recorded number. */
async function aCounterCode(personId: string, numberAgrees = true): Promise<string> {
  const officer = await anOfficer(house)
  const paper = { officer, personId, paper: 'birth_certificate', numberAgrees } as const
  return doneValue(await makeCounterCode(house.app, paper)).code
}

test('A07 at 14 opening the member from the list and keeping them again does not answer the question', async () => {
  const child = await aChild(house, { birthDate: '2012-10-02' })
  const { memberId } = doneValue(
    await addByCounterCode(house.app, { address: BROWSER, code: await aCounterCode(child.id) }),
  )
  await house.db.updateTable('family_members').set({ as_child: true }).where('id', '=', memberId).execute()
  expect((await handOverAtFourteen(house.app)).asked).toBe(1)
  doneValue(await openMember(house.app, { address: BROWSER, memberId }))
  const again = { address: BROWSER, personId: child.id, claimant: factsOf(child) }
  expect(doneValue(await keepProved(house.app, again))).toEqual({ memberId })
  expect(doneValue(await listFamily(house.app, { address: BROWSER })).members[0]?.leavesAt).not.toBeNull()
})

test('A06 A07 a paper with another number keeps a member masked, here and after a hand-over, whatever lifts the record', async () => {
  const child = await aChild(house, { birthDate: '2016-05-07', idNumber: '079216012345' })
  const code = await aCounterCode(child.id, false)
  const { memberId } = doneValue(await addByCounterCode(house.app, { address: BROWSER, code }))
  await aCounterCode(child.id)
  const masked = { level: 1, record: { idNumber: expect.stringContaining('•') } }
  expect(doneValue(await openMember(house.app, { address: BROWSER, memberId })).answer).toMatchObject(masked)
  const handed = doneValue(await makeHandOverCode(house.app, { address: BROWSER, memberId })).code
  const own = 'telegram|bot|masked'
  await holdPhone(house, own, '+84900000012')
  const taken = await takeOver(house.app, { address: own, code: handed, birthDate: '2016-05-07' })
  const there = { address: own, memberId: doneValue(taken).memberId }
  expect(doneValue(await openMember(house.app, there)).answer).toMatchObject(masked)
})

test('A07 who has no room takes nobody over: the giver still has them, and the code is good when there is room', async () => {
  const mother = await aRelative(house)
  const memberId = await aMember(house, mother)
  const { code } = doneValue(await makeHandOverCode(house.app, { address: BROWSER, memberId }))
  const [own, phone] = ['telegram|bot|full', '+84900000013']
  await holdPhone(house, own, phone)
  const others = []
  for (let at = 0; at < MOST_MEMBERS; at++) others.push(await aMember(house, await aRelative(house, { phone }), own))
  const take = () => takeOver(house.app, { address: own, code, birthDate: mother.birthDate ?? '' })
  expect(codeOfObjection(await take())).toBe('family_full')
  expect(await names()).toEqual([mother.fullName])
  doneValue(await leaveMember(house.app, { address: own, memberId: others[0] ?? '' }))
  doneValue(await take())
  expect(await names()).toEqual([])
})
