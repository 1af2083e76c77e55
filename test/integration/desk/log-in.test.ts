import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmSecondFactor } from '../../../core/use-cases/desk/log-in/confirm-second-factor.ts'
import { logIn } from '../../../core/use-cases/desk/log-in/log-in.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import { paths } from '../../../portal/paths.ts'
import { LEADING_IN } from '../../../portal/staff/officer.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, type DeskPortal, must, objectionOf, openDesk } from './desk-house.ts'
import { deskVisitor } from './desk-visitor.ts'

let house: TestHouse
let desk: DeskPortal
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
})
afterAll(async () => {
  await desk.close()
  await house.close()
})

/** Every address of portal/paths.ts below /can-bo, and some that nobody serves. */
const STAFF_PAGES = Object.values(paths.staff)
  .map((path) => (typeof path === 'string' ? path : (path as (...parts: string[]) => string)('x', 'x')))
  .filter((path) => !LEADING_IN.includes(path))
  .concat('/can-bo/', '/can-bo/nothing', '/CAN-BO/hang-cho')

test('K03 no staff route answers a stranger, nor someone with a password alone', async () => {
  const browser = deskVisitor(desk.url)
  for (const page of STAFF_PAGES) {
    const answer = await browser.get(page)
    expect([page, answer.status, answer.location?.split('?')[0]]).toEqual([page, 303, '/can-bo/dang-nhap'])
    await browser.get('/can-bo/dang-nhap')
    const sent = await browser.send(page, { action: 'approve', version: '1' })
    expect([page, sent.status, sent.location]).toEqual([page, 303, '/can-bo/dang-nhap'])
  }
  const account = await anAccount(house)
  await browser.get('/can-bo/dang-nhap')
  await browser.send('/can-bo/dang-nhap', { login: account.login, password: account.password })
  for (const page of STAFF_PAGES) expect((await browser.get(page)).location).toBe('/can-bo/dang-nhap/ma')
})

test('K03 with both factors the queue opens; twelve hours later it asks again', async () => {
  const account = await anAccount(house)
  const browser = deskVisitor(desk.url)
  expect((await browser.logIn(account)).location).toBe('/can-bo')
  expect((await browser.get('/can-bo')).location).toBe('/can-bo/hang-cho')
  expect((await browser.get('/can-bo/hang-cho')).status).toBe(200)
  house.clock.advance(12 * 3_600_000)
  expect((await browser.get('/can-bo/hang-cho')).status).toBe(303)
})

test('K03 the officer cookie is closed to scripts and gets a new token with the second factor', async () => {
  const account = await anAccount(house)
  const browser = deskVisitor(desk.url)
  await browser.get('/can-bo/dang-nhap')
  await browser.send('/can-bo/dang-nhap', { login: account.login, password: account.password })
  const half = browser.cookies.get('so_tiem_officer')
  await browser.get('/can-bo/dang-nhap/ma')
  await browser.send('/can-bo/dang-nhap/ma', { code: account.code() })
  const whole = browser.cookies.get('so_tiem_officer')
  expect(whole).not.toBe(half)
  expect((await staffOf(house.app, half ?? null)).standing).toBe('none')
  const stored = await house.db
    .selectFrom('staff_sessions')
    .select('token_hash')
    .where('staff_id', '=', account.staffId)
    .execute()
  expect(stored.some((row) => row.token_hash.toString().includes(whole ?? '-'))).toBe(false)
  await browser.get('/can-bo/hang-cho')
  await browser.send('/can-bo/dang-xuat', {})
  expect((await staffOf(house.app, whole ?? null)).standing).toBe('none')
})

test('K03 a code of the authenticator works once', async () => {
  const account = await anAccount(house)
  const { app } = house
  const half = async () => must(await logIn(app, { ...account, address: '::1' })).token
  const code = account.code()
  expect(objectionOf(await confirmSecondFactor(app, { token: await half(), code }))).toBe('none')
  expect(objectionOf(await confirmSecondFactor(app, { token: await half(), code }))).toBe('code_wrong')
  house.clock.advance(30_000)
  expect(objectionOf(await confirmSecondFactor(app, { token: await half(), code: account.code() }))).toBe('none')
})

test('K03 ten failures lock for fifteen minutes, and a login that does not exist answers the same', async () => {
  const account = await anAccount(house)
  const tryOnce = async (login: string, password: string, from: string) =>
    objectionOf(await logIn(house.app, { login, password, address: from }))
  const story = async (login: string, from: string) => {
    const answers: string[] = []
    for (let i = 0; i < 11; i++) answers.push(await tryOnce(login, 'wrong wrong wrong', from))
    return answers
  }
  const known = await story(account.login, '10.0.0.1')
  expect(known).toEqual([...Array(9).fill('wrong_log_in'), 'too_many_tries', 'too_many_tries'])
  expect(await story('nobody-here', '10.0.0.2')).toEqual(known)
  expect(await tryOnce(account.login, account.password, '10.0.0.1')).toBe('too_many_tries')
  house.clock.advance(15 * 60_000 + 1)
  expect(await tryOnce(account.login, account.password, '10.0.0.1')).toBe('none')
}, 60_000)

test('K03 many logins tried from one address are stopped', async () => {
  const answers = new Set<string>()
  const tries = Array.from({ length: 61 }, (_, i) => `stranger-${i}`)
  for (const login of tries)
    answers.add(
      objectionOf(
        await logIn(
          { ...house.app, secrets: { ...house.app.secrets, passwordFits: async () => false } },
          { login, password: 'x', address: '10.9.9.9' },
        ),
      ),
    )
  expect([...answers]).toEqual(['wrong_log_in', 'too_many_tries'])
})

test('K03 the first password must be replaced before anything else', async () => {
  const account = await anAccount(house, { mustChange: true })
  const browser = deskVisitor(desk.url)
  expect((await browser.logIn(account)).location).toBe('/can-bo/doi-mat-khau')
  expect((await browser.get('/can-bo/hang-cho')).location).toBe('/can-bo/doi-mat-khau')
  await browser.get('/can-bo/doi-mat-khau')
  const weak = await browser.send('/can-bo/doi-mat-khau', {
    present: account.password,
    wanted: `${account.login}1`,
    again: `${account.login}1`,
  })
  expect(weak.status).toBe(422)
  expect(weak.html).toContain('quá dễ đoán')
  const wanted = 'cây đa bến nước'
  expect(
    (await browser.send('/can-bo/doi-mat-khau', { present: account.password, wanted, again: wanted })).location,
  ).toBe('/can-bo')
  expect((await browser.get('/can-bo/hang-cho')).status).toBe(200)
  expect(
    objectionOf(await logIn(house.app, { login: account.login, password: wanted.normalize('NFD'), address: '::1' })),
  ).toBe('none')
})

test('K02 a role without the page is told so, and a closed account is out at once', async () => {
  const account = await anAccount(house, { role: 'auditor' })
  const browser = deskVisitor(desk.url)
  await browser.logIn(account)
  expect((await browser.get('/can-bo/hang-cho')).status).toBe(403)
  await house.db.updateTable('staff').set({ closed_at: house.clock.now() }).where('id', '=', account.staffId).execute()
  expect((await browser.get('/can-bo')).status).toBe(303)
})
