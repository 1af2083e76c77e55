import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffRole } from '../../../core/domain/role.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { confirmPerson } from '../../../core/use-cases/staff/confirm-person.ts'
import { inviteStaff } from '../../../core/use-cases/staff/invite-staff.ts'
import { listStaff, oneOfStaff } from '../../../core/use-cases/staff/list-staff.ts'
import { settleRequest } from '../../../core/use-cases/staff/settle-request.ts'
import { paths } from '../../../portal/paths.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal } from '../../support/whole-portal.ts'
import { type Account, anAccount, anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'

let house: TestHouse
let head: Officer
let district: Officer
beforeAll(async () => {
  house = await openTestHouse()
  head = await anOfficer(house, { role: 'head' })
  district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
})
afterAll(() => house.close())

let logins = 0
async function invited(by: Officer, role: StaffRole, unitId = 'tyt-mau'): Promise<Officer & { alone: boolean }> {
  logins += 1
  const wish = { login: `hai-nguoi-${logins}`, fullName: 'Lê Thị Mới', role, unitId, from: null, until: null }
  const { staffId, login, fullName, alone } = must(await inviteStaff(house.app, { officer: by, ...wish }))
  return { staffId, login, fullName, role, unitId, unitName: head.unitName, alone }
}

/** A foreigner's name needs two officers: the first of these approves, then the second. */
async function bothApprove(first: Officer, second: Officer): Promise<string> {
  const number = `M${10_000_000 + logins * 100 + Math.floor(house.app.random() * 100)}`
  const person = await house.person({ nationality: 'KR', idNumber: number, idText: number })
  const { code } = await aReport(house, { personId: person.id })
  const approve = (officer: Officer) =>
    decide(house.app, { officer, code, version: 1, decision: { action: 'approve' } })
  expect(must(await approve(first)).waitsForSecond).toBe(true)
  return objectionOf(await approve(second))
}

test('K02 a head and the account the head opened are one person, in either order, until another leader confirms it', async () => {
  const [puppet, twin] = [await invited(head, 'clerk'), await invited(head, 'clerk')]
  expect(puppet.alone).toBe(true)
  expect(await bothApprove(puppet, head)).toBe('account_unconfirmed')
  expect(await bothApprove(head, puppet)).toBe('account_unconfirmed')
  expect(await bothApprove(twin, puppet)).toBe('account_unconfirmed')
  // With a colleague whom somebody else brought in, two are two.
  expect(await bothApprove(puppet, await anOfficer(house))).toBe('none')

  const { staffId } = puppet
  expect(objectionOf(await confirmPerson(house.app, { officer: head, staffId }))).toBe('other_person_needed')
  const police = await anOfficer(house, { role: 'police_chief', unitId: 'ca-mau' })
  expect(objectionOf(await confirmPerson(house.app, { officer: police, staffId }))).toBe('no_such_person')
  expect(must(await oneOfStaff(house.app, { officer: head, staffId })).confirming).toEqual({ mine: false })
  expect(must(await oneOfStaff(house.app, { officer: district, staffId })).confirming).toEqual({ mine: true })
  const told = await house.app.store.transaction((tx) => tx.staffNotices.of(district.staffId, 10))
  expect(told.map(({ kind }) => kind)).toContain('account_unconfirmed')
  must(await confirmPerson(house.app, { officer: district, staffId }))
  expect(must(await oneOfStaff(house.app, { officer: head, staffId })).confirming).toBeNull()
  expect(await bothApprove(puppet, head)).toBe('none')
  expect(await bothApprove(puppet, twin)).toBe('none')
})

test('K02 two heads who confirm a new head stand behind the account; a helper waits for nobody', async () => {
  const other = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  const newHead = await invited(district, 'head')
  expect(newHead.alone).toBe(false)
  const { requests } = await listStaff(house.app, { officer: other })
  const id = requests.find(({ staffId }) => staffId === newHead.staffId)?.id ?? ''
  must(await settleRequest(house.app, { officer: other, id, yes: true }))
  const account = await house.app.store.transaction((tx) => tx.staff.get(newHead.staffId))
  expect(account).toMatchObject({ openedBy: district.staffId, confirmedBy: other.staffId })

  const helper = await invited(head, 'helper')
  expect(helper.alone).toBe(false)
  expect(must(await oneOfStaff(house.app, { officer: district, staffId: helper.staffId })).confirming).toBeNull()
})

test('K02 on the page the opener reads who must confirm, and another head confirms with one press', async () => {
  const portal = await openWholePortal(house)
  const opener = await anAccount(house, { role: 'head' })
  const by = await house.app.store.transaction((tx) => tx.staff.get(opener.staffId))
  if (!by) throw new Error('no head')
  const { staffId } = await invited(by, 'clerk')
  const comeIn = async ({ login, password, code }: Account) => {
    const browser = portal.browser()
    const second = await browser.send(await browser.open(paths.staff.logIn), { login, password })
    await browser.send(second, { code: code() })
    return browser
  }
  const own = await (await comeIn(opener)).open(paths.staff.person(staffId))
  expect(own.html).toContain('hoặc cấp trên xác nhận ở trang này')
  expect(own.html).not.toContain('Tôi biết người này')
  const other = await comeIn(await anAccount(house, { role: 'head' }))
  expect((await other.open(paths.staff.people)).html).toContain('Chờ xác nhận')
  const confirmed = await other.send(await other.open(paths.staff.person(staffId)), { act: 'confirm' })
  expect([confirmed.html.includes('Đã ghi nhận'), confirmed.html.includes('Tôi biết người này')]).toEqual([true, false])
  await portal.close()
})

test('K02 the table itself refuses a word of the one who opened the account, or of the account', async () => {
  const { staffId } = await invited(head, 'clerk')
  for (const by of [head.staffId, staffId])
    await expect(house.app.store.transaction((tx) => tx.staff.confirm(staffId, by))).rejects.toThrow(
      /confirmed_by_another/,
    )
})

test('B08 whoever speaks with the word of a barred officer is barred too, and is never chosen instead', async () => {
  const refuser = await anOfficer(house, { role: 'head', unitId: 'tyt-mau' })
  const puppet = await invited(refuser, 'clerk')
  const { id } = await aReport(house)
  await house.app.store.transaction(async (tx) => {
    const everybody = await tx.staffPosts.holders('tyt-mau', rolesFor('decide_case'), '2026-11-16')
    const others = everybody.filter((staffId) => staffId !== puppet.staffId)
    await tx.reviewers.bar(id, [refuser.staffId])
    expect(await tx.reviewers.isBarred(id, puppet.staffId)).toBe(true)
    expect(await tx.reviewers.isBarred(id, district.staffId)).toBe(false)
    expect(await tx.reviewers.otherAt('tyt-mau', others)).toBeNull()
    await tx.staff.confirm(puppet.staffId, district.staffId)
    expect(await tx.reviewers.isBarred(id, puppet.staffId)).toBe(false)
    expect(await tx.reviewers.otherAt('tyt-mau', others)).toBe(puppet.staffId)
  })
})
