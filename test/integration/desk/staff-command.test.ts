import { type TOTP, URI } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { staffCommand } from '../../../cli/staff.ts'
import { confirmSecondFactor } from '../../../core/use-cases/desk/log-in/confirm-second-factor.ts'
import { logIn } from '../../../core/use-cases/desk/log-in/log-in.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { must } from './desk-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const command = staffCommand({ withApp: (work) => work(house.app) })
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    say: (key: string) => key,
    stdin: process.stdin,
  }
  return { exit: await command.run(args, io), out, err }
}

const NEW = ['add', '--login', 'Tram-Mau', '--role', 'clerk', '--unit', 'tyt-mau', '--name', 'Phạm Thị Thử']

test('K03 so-tiem staff add prints a password and an authenticator that work, once, and must be changed', async () => {
  const { exit, out } = await run(...NEW)
  expect([exit, out.length]).toEqual([0, 1])
  const { login, password, otpauth } = JSON.parse(out[0] ?? '') as Record<string, string>
  const { token } = must(await logIn(house.app, { login: login ?? '', password: password ?? '', address: '::1' }))
  const totp = URI.parse(otpauth ?? '') as TOTP
  const code = totp.generate({ timestamp: house.clock.now().getTime() })
  expect(must(await confirmSecondFactor(house.app, { token, code })).mustChangePassword).toBe(true)
  const row = await house.db.selectFrom('staff').selectAll().where('login', '=', 'tram-mau').executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(totp.secret.base32)
  expect(await run(...NEW)).toMatchObject({ exit: 1, err: ['staff.cli.loginTaken'] })
})

test('wrong use exits 2 and an unknown unit 1', async () => {
  expect(await run()).toMatchObject({ exit: 2, out: [] })
  expect(await run('add', '--login', 'x')).toMatchObject({ exit: 2 })
  expect(await run('add', '--magic')).toMatchObject({ exit: 2 })
  expect(await run(...NEW.map((word) => (word === 'tyt-mau' ? 'nowhere' : word)))).toMatchObject({
    exit: 1,
    err: ['staff.cli.unitUnknown'],
  })
})
