import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { confirmSecondFactor } from '../../../core/use-cases/desk/log-in/confirm-second-factor.ts'
import { enrolFactor, offerFactor } from '../../../core/use-cases/desk/log-in/enrol-factor.ts'
import { logIn } from '../../../core/use-cases/desk/log-in/log-in.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import { changePost } from '../../../core/use-cases/staff/change-post.ts'
import { choosePost } from '../../../core/use-cases/staff/choose-post.ts'
import { inviteStaff, type PasswordSlip } from '../../../core/use-cases/staff/invite-staff.ts'
import { leaveStaff } from '../../../core/use-cases/staff/leave.ts'
import { listStaff } from '../../../core/use-cases/staff/list-staff.ts'
import { lookAfterAccounts } from '../../../core/use-cases/staff/look-after-accounts.ts'
import { askRecovery } from '../../../core/use-cases/staff/recover.ts'
import { settleRequest } from '../../../core/use-cases/staff/settle-request.ts'
import { noon } from '../../support/clock.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { type Account, anAccount, anOfficer, aReport, must, objectionOf, reportNow } from '../desk/desk-house.ts'

const DAY = 86_400_000
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(noon))

const officer = (role: StaffRole) =>
  anOfficer(house, {
    role,
    unitId: { head: 'tyt-mau', district: 'ttyt-mau', province: 'syt-mau' }[role as 'head'] ?? 'tyt-mau',
  })

let logins = 0
const wish = (role: StaffRole, unitId = 'tyt-mau') => {
  logins += 1
  return { login: `moi-${logins}`, fullName: 'Lê Thị Mới', role, unitId, from: null, until: null }
}

/** Password, then the authenticator; what a page would find behind the cookie. */
async function inside(
  account: Account,
  place = 'tram',
): Promise<{ token: string; standing: string; officer: Officer | null }> {
  const half = must(await logIn(house.app, { ...account, address: place }))
  const { token } = must(await confirmSecondFactor(house.app, { token: half.token, code: account.code() }))
  const { standing, officer: who } = await staffOf(house.app, token, place)
  return { token, standing, officer: who }
}

const passwordOf = async (slip: PasswordSlip) =>
  objectionOf(await logIn(house.app, { login: slip.login, password: slip.password, address: '::1' }))

async function oneRequest(leader: Officer, staffId: string): Promise<{ id: string; mine: boolean }> {
  const { requests } = await listStaff(house.app, { officer: leader })
  const found = requests.find((request) => request.staffId === staffId)
  if (!found) throw new Error('no request')
  return found
}

test('K02 a post is looked up at each request: it begins on its first day and is over after its last', async () => {
  const head = await officer('head')
  const account = await anAccount(house)
  const change = { role: 'helper', unitId: 'tyt-mau', from: '2026-11-18', until: '2026-11-19' } as const
  must(await changePost(house.app, { officer: head, staffId: account.staffId, wish: change }))
  expect((await inside(account)).officer?.role).toBe('clerk')
  house.clock.set(new Date('2026-11-18T08:00:00+07:00'))
  const { token, officer: then } = await inside(account)
  expect(then?.role).toBe('helper')
  house.clock.set(new Date('2026-11-19T19:59:00+07:00'))
  const late = await inside(account)
  expect(late.standing).toBe('whole')
  house.clock.set(new Date('2026-11-20T00:00:30+07:00'))
  expect((await staffOf(house.app, late.token)).standing).toBe('post_ended')
  expect((await staffOf(house.app, token)).standing).toBe('none')
})

test('K02 an officer on loan chooses where to work, and the loan ends by itself', async () => {
  await house.db
    .insertInto('units')
    .values({
      id: 'tyt-hai',
      code: 'tyt-hai',
      dataset_version: '2021',
      kind: 'station',
      name: 'Trạm Y tế xã Hai',
      parent_id: 'ttyt-mau',
      police_unit_id: 'ca-mau',
      valid_from: '2021-01-01',
    })
    .execute()
  const account = await anAccount(house)
  const loan = {
    kind: 'loan',
    role: 'clerk',
    unitId: 'tyt-hai',
    from: '2026-11-16',
    until: '2026-11-16',
    givenBy: null,
  } as const
  const postId = await house.app.store.transaction((tx) => tx.staffPosts.add({ staffId: account.staffId, ...loan }))
  house.clock.set(new Date('2026-11-16T16:00:00+07:00'))
  const { token, officer: home } = await inside(account)
  if (!home) throw new Error('nobody')
  expect(home.unitId).toBe('tyt-mau')
  await choosePost(house.app, { officer: home, token, postId })
  expect((await staffOf(house.app, token)).officer?.unitId).toBe('tyt-hai')
  house.clock.set(new Date('2026-11-17T00:00:10+07:00'))
  expect((await staffOf(house.app, token)).officer?.unitId).toBe('tyt-mau')
})

test('K02 a leading role needs two different people, neither of them the one it is for, inside their scope', async () => {
  const [district, other, head] = [await officer('district'), await officer('district'), await officer('head')]
  expect(objectionOf(await inviteStaff(house.app, { officer: head, ...wish('head') }))).toBe('role_not_yours')
  expect(objectionOf(await inviteStaff(house.app, { officer: head, ...wish('clerk', 'ttyt-mau') }))).toBe(
    'not_your_unit',
  )
  const slip = must(await inviteStaff(house.app, { officer: district, ...wish('head') }))
  expect(slip.waits).toBe(true)
  const { id, mine } = await oneRequest(district, slip.staffId)
  expect(mine).toBe(false)
  expect(objectionOf(await settleRequest(house.app, { officer: district, id, yes: true }))).toBe('other_person_needed')
  const police = await anOfficer(house, { role: 'police_chief', unitId: 'ca-mau' })
  expect(objectionOf(await settleRequest(house.app, { officer: police, id, yes: true }))).toBe('not_your_unit')
  const before = await house.app.store.transaction((tx) => tx.staffPosts.holders('tyt-mau', ['head'], '2026-11-16'))
  expect(before).not.toContain(slip.staffId)
  must(await settleRequest(house.app, { officer: other, id, yes: true }))
  const after = await house.app.store.transaction((tx) => tx.staffPosts.holders('tyt-mau', ['head'], '2026-11-16'))
  expect(after).toContain(slip.staffId)
  expect(objectionOf(await settleRequest(house.app, { officer: other, id, yes: true }))).toBe('changed_meanwhile')
})

test('K03 an invited officer sets up an own second factor, then an own password; the slip is good for three days', async () => {
  const head = await officer('head')
  const slip = must(await inviteStaff(house.app, { officer: head, ...wish('clerk') }))
  expect(slip.password).toMatch(/^([a-z0-9]{4}-){3}[a-z0-9]{4}$/)
  const { token } = must(await logIn(house.app, { login: slip.login, password: slip.password, address: '::1' }))
  expect((await staffOf(house.app, token)).standing).toBe('enrol')
  expect(objectionOf(await confirmSecondFactor(house.app, { token, code: '000000' }))).toBe('code_wrong')
  const offer = must(await offerFactor(house.app, token))
  expect(must(await offerFactor(house.app, token)).totpSecret).toBe(offer.totpSecret)
  expect(objectionOf(await enrolFactor(house.app, { token, factor: { kind: 'totp', code: '000000' } }))).toBe(
    'code_wrong',
  )
  const { TOTP } = await import('otpauth')
  const code = new TOTP({ secret: offer.totpSecret }).generate({ timestamp: house.clock.now().getTime() })
  const whole = must(await enrolFactor(house.app, { token, factor: { kind: 'totp', code } }))
  expect((await staffOf(house.app, whole.token)).standing).toBe('change_password')
  const unused = must(await inviteStaff(house.app, { officer: head, ...wish('clerk') }))
  house.clock.advance(3 * DAY)
  expect(await passwordOf(unused)).toBe('slip_expired')
})

test('K03 a lost second factor comes back by two heads only, and the old one opens nothing', async () => {
  const account = await anAccount(house)
  const { token } = await inside(account)
  const [head, district] = [await officer('head'), await officer('district')]
  must(await askRecovery(house.app, { officer: head, staffId: account.staffId }))
  expect(objectionOf(await askRecovery(house.app, { officer: district, staffId: account.staffId }))).toBe(
    'asked_already',
  )
  const { id } = await oneRequest(head, account.staffId)
  expect(objectionOf(await settleRequest(house.app, { officer: head, id, yes: true }))).toBe('other_person_needed')
  expect((await staffOf(house.app, token)).standing).toBe('whole')
  const slip = must(await settleRequest(house.app, { officer: district, id, yes: true }))
  expect((await staffOf(house.app, token)).standing).toBe('none')
  expect(objectionOf(await logIn(house.app, { ...account, address: '::1' }))).toBe('wrong_log_in')
  const half = must(await logIn(house.app, { login: account.login, password: slip?.password ?? '', address: '::1' }))
  expect((await staffOf(house.app, half.token)).standing).toBe('enrol')
  expect(objectionOf(await confirmSecondFactor(house.app, { token: half.token, code: account.code() }))).toBe(
    'code_wrong',
  )
})

test('K03 a recovery that waits brings nobody back who has left since it was asked', async () => {
  const account = await anAccount(house)
  const [head, district] = [await officer('head'), await officer('district')]
  must(await askRecovery(house.app, { officer: head, staffId: account.staffId }))
  const { id } = await oneRequest(head, account.staffId)
  must(await leaveStaff(house.app, { officer: head, staffId: account.staffId, to: null }))
  expect(objectionOf(await settleRequest(house.app, { officer: district, id, yes: true }))).toBe('account_closed')
  expect(objectionOf(await logIn(house.app, { ...account, address: '::1' }))).toBe('account_closed')
})

test('K04 after 90 idle days an account closes, and whoever answers for the unit is told', async () => {
  const [account, head] = [await anAccount(house), await officer('head')]
  await inside(account)
  house.clock.advance(90 * DAY - 1_000)
  expect(objectionOf(await logIn(house.app, { ...account, address: '::1' }))).toBe('none')
  house.clock.advance(1_000)
  expect(objectionOf(await logIn(house.app, { ...account, address: '::1' }))).toBe('account_idle')
  expect(await lookAfterAccounts(house.app)).toBeGreaterThan(0)
  const told = await house.app.store.transaction((tx) => tx.staffNotices.of(head.staffId, 50))
  expect(told.map(({ kind, detail }) => [kind, detail.login])).toContainEqual(['account_idle', account.login])
})

test('K04 leaving hands over every open case in the same act', async () => {
  const [leaver, colleague, head] = [await anAccount(house), await anOfficer(house), await officer('head')]
  const { token } = await inside(leaver)
  const open = await aReport(house, { takenBy: leaver.staffId, state: 'in_review' })
  const closed = await aReport(house, { takenBy: leaver.staffId, state: 'refused', refusalReasons: ['PHOTO_BLURRED'] })
  const left = await leaveStaff(house.app, { officer: head, staffId: leaver.staffId, to: colleague.staffId })
  expect(must(left)).toEqual({ reports: 1, threads: 0 })
  expect((await reportNow(house.app, open.id)).takenBy).toBe(colleague.staffId)
  expect((await reportNow(house.app, closed.id)).takenBy).toBe(leaver.staffId)
  expect((await staffOf(house.app, token)).standing).toBe('none')
  expect(objectionOf(await logIn(house.app, { ...leaver, address: '::1' }))).toBe('account_closed')
})

test('K04 one account at two places within an hour is told to the head, once a day; after an hour it is nothing', async () => {
  const [account, head] = [await anAccount(house), await officer('head')]
  const heard = async () =>
    (await house.app.store.transaction((tx) => tx.staffNotices.of(head.staffId, 50))).filter(
      ({ kind, detail }) => kind === 'shared_log_in' && detail.login === account.login,
    ).length
  const { token } = await inside(account, 'tram')
  house.clock.advance(61 * 60_000)
  await staffOf(house.app, token, 'nha')
  expect(await heard()).toBe(0)
  house.clock.advance(20 * 60_000)
  await staffOf(house.app, token, 'tram')
  expect(await heard()).toBe(1)
  house.clock.advance(20 * 60_000)
  await staffOf(house.app, token, 'nha')
  expect(await heard()).toBe(1)
})
