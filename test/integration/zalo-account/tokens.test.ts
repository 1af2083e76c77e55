import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { faultCodeOf } from '../../../core/domain/fault-code.ts'
import { lookInTime, renewInTime } from '../../../core/use-cases/zalo/in-time.ts'
import { renewToken } from '../../../core/use-cases/zalo/renew-token.ts'
import { openZaloHouse, type ZaloHouse } from './zalo-house.ts'

const HOUR = 3_600_000
const CITIZEN = '3000000000000000001'
const text = (n: number) => ({ userId: CITIZEN, message: { text: `Tin ${n}` } })

let house: ZaloHouse
beforeEach(async () => {
  house = await openZaloHouse()
  await house.connect()
  house.zalo.setLastInteraction(CITIZEN, house.clock.now())
})
afterEach(() => house.close())

const burst = (clients: ReturnType<ZaloHouse['process']>[], size: number) =>
  Promise.all(Array.from({ length: size }, (_, n) => clients[n % clients.length]!.client.sendCs(text(n))))

test('I03 a token that ends in the middle of a burst from two processes is renewed exactly once, and everything is sent', async () => {
  const processes = [house.process(), house.process()]
  expect((await burst(processes, 4)).every((one) => one.ok)).toBe(true)
  house.clock.advance(25 * HOUR)
  house.zalo.setLastInteraction(CITIZEN, house.clock.now())
  const sent = await burst(processes, 20)
  expect(sent.filter((one) => !one.ok)).toEqual([])
  expect(house.zalo.refreshCount).toBe(1)
  expect(house.zalo.sent(CITIZEN)).toHaveLength(24)
})

test('I03 a token that another process has ended is read again, without a second renewal', async () => {
  const [one, other] = [house.process(), house.process()]
  const held = await one.tokens.current()
  await other.tokens.renew(held.ok ? held.token : '')
  const late = await one.tokens.renew(held.ok ? held.token : '')
  expect(late).toEqual(await other.tokens.current())
  expect((await one.client.sendCs(text(1))).ok).toBe(true)
  expect(house.zalo.refreshCount).toBe(1)
})

test('I03 the three codes and a 401 all lead to a renewal, whatever the stored end says', async () => {
  const { client } = house.process()
  const refusals = [
    { endpoint: 'cs', kind: 'code', code: -216 },
    { endpoint: 'cs', kind: 'code', code: -220 },
    { endpoint: 'zns', kind: 'code', code: -124 },
    { endpoint: 'cs', kind: 'status', status: 401 },
  ] as const
  const zns = { phone: '+84900000001', templateId: '300001', trackingId: 't-1' }
  const data = { ma_ho_so: 'PA-1', trang_thai: 'Đã xử lý' }
  for (const refusal of refusals) {
    house.zalo.faults.push(refusal)
    const sent =
      refusal.endpoint === 'zns' ? await client.sendZnsByPhone({ ...zns, data }) : await client.sendCs(text(1))
    expect(sent.ok).toBe(true)
  }
  expect(house.zalo.refreshCount).toBe(4)
})

test('I03 a refusal that outlives a renewal is told, not tried for ever', async () => {
  house.zalo.faults.push({ endpoint: 'cs', kind: 'code', code: -216, times: 9 })
  const sent = await house.process().client.sendCs(text(1))
  expect(sent).toMatchObject({ ok: false, code: -216, host: 'oa', ambiguous: false })
  expect(house.zalo.refreshCount).toBe(1)
})

test('I03 a spent refresh token ends the consent: the account says so, the log gets a code, nothing is asked again', async () => {
  const { client, tokens } = house.process()
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'code', code: -14020 })
  house.clock.advance(25 * HOUR)
  const sent = await Promise.all([client.sendCs(text(1)), client.sendCs(text(2))])
  expect(sent.map((one) => !one.ok && [one.host, one.code, one.ambiguous])).toEqual(
    expect.arrayContaining([['oauth', -14020, false]]),
  )
  expect(house.faults).toEqual(['zalo_needs_consent'])
  expect(await house.row()).toMatchObject({ state: 'needs_consent', fault_code: '-14020' })
  expect(await tokens.current()).toEqual({ ok: false, code: 'not_connected' })
  expect(await client.sendCs(text(3))).toMatchObject({ ok: false, host: 'oauth', code: 'not_connected' })
  const told = await house.db.selectFrom('audit').select(['action', 'subject_id']).execute()
  expect(told).toEqual([{ action: 'zalo_consent_ended', subject_id: house.zalo.oaId }])
})

test('I03 an answer without a refresh token keeps the old one; the next renewal uses it', async () => {
  const { tokens } = house.process()
  const before = await house.row()
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'no_refresh_token' })
  const [first] = [await tokens.current()]
  const second = await tokens.renew(first.ok ? first.token : '')
  const kept = await house.row()
  expect(kept.refresh_token).toEqual(before.refresh_token)
  expect(kept.access_token).not.toEqual(before.access_token)
  expect((await tokens.renew(second.ok ? second.token : '')).ok).toBe(true)
})

test.each([
  ['Zalo says no', { kind: 'code', code: -14004 }, '-14004'],
  ['a gateway answers with a page', { kind: 'status', status: 502 }, 'http_502'],
  ['the line breaks', { kind: 'cut_before' }, 'network'],
] as const)('I03 a body without a token keeps the old pair: %s', async (_what, fault, code) => {
  const { tokens } = house.process()
  const before = await house.row()
  house.zalo.faults.push({ endpoint: 'access_token', ...fault })
  const held = await tokens.current()
  expect((await tokens.renew(held.ok ? held.token : '')).ok).toBe(false)
  const { access_token, refresh_token, access_until } = before
  expect(await house.row()).toMatchObject({
    state: 'connected',
    access_token,
    refresh_token,
    access_until,
    fault_code: code,
  })
  expect((await tokens.renew(held.ok ? held.token : '')).ok).toBe(true)
  expect(await house.row()).toMatchObject({ fault_code: null, renewing_since: null })
})

test('I03 a renewal whose answer was lost is seen: the next one finds the token spent and says why', async () => {
  const { tokens } = house.process()
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'cut_after' })
  const held = await tokens.current()
  expect(await tokens.renew(held.ok ? held.token : '')).toMatchObject({ ok: false, code: 'network' })
  expect((await house.row()).renewing_since).toEqual(house.clock.now())
  house.clock.advance(60_000)
  expect(await tokens.renew(held.ok ? held.token : '')).toMatchObject({ ok: false, code: -14014 })
  expect(await house.row()).toMatchObject({ state: 'needs_consent', fault_code: 'renewal_lost' })
})

test('I03 killed between the answer and the commit: the token is spent, and the account asks for consent instead of guessing', {
  timeout: 60_000,
}, async () => {
  const before = await house.row()
  const file = fileURLToPath(new URL('./die-after-answer.child.ts', import.meta.url))
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, HOUSE: house.url, ABOUT: JSON.stringify(house.about), NOW: house.clock.now().toISOString() },
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  expect([signal, house.zalo.refreshCount]).toEqual(['SIGKILL', 1])
  const { access_token, refresh_token } = before
  expect(await house.row()).toMatchObject({ access_token, refresh_token, renewing_since: house.clock.now() })
  house.clock.advance(60_000)
  const { client } = house.process()
  expect(await client.sendCs(text(1))).toMatchObject({ ok: false, host: 'oauth', code: -14014, ambiguous: false })
  expect(await house.row()).toMatchObject({ state: 'needs_consent', fault_code: 'renewal_lost' })
  expect(house.faults).toEqual(['zalo_needs_consent'])
})

test('I03 a database connection lost between the answer and the commit costs nothing: the new pair is stored on the next one', async () => {
  const { app } = house
  const desk = app.zalo!
  const cutting = {
    ...desk,
    refresh: async (token: string) => {
      const grant = await desk.refresh(token)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(house.db)
      return grant
    },
  }
  const held = await house.process().tokens.current()
  const renewed = await renewToken({ ...app, zalo: cutting }, held.ok ? held.token : '')
  expect(renewed).toEqual({ ok: true, token: house.zalo.accessToken })
  expect(house.zalo.refreshCount).toBe(1)
  expect(await house.row()).toMatchObject({ state: 'connected', renewing_since: null })
})

test('I03 the timer renews when fewer than five hours are left, and not before', async () => {
  house.clock.advance(19 * HOUR)
  await renewInTime(house.app)
  expect(house.zalo.refreshCount).toBe(0)
  house.clock.advance(2 * HOUR)
  await Promise.all([renewInTime(house.app), renewInTime(house.process().app)])
  expect(house.zalo.refreshCount).toBe(1)
  await renewInTime(house.app)
  expect(house.zalo.refreshCount).toBe(1)
})

test('I03 the timer tells the end of a consent as a code', async () => {
  house.clock.advance(24 * HOUR)
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'code', code: -14014 })
  const fault = await renewInTime(house.app).catch((caught: unknown) => caught)
  expect(faultCodeOf(fault)).toBe('zalo_needs_consent')
  await Promise.all([renewInTime(house.app), lookInTime(house.app)])
})

test('I03 neither token stands in the clear in its row', async () => {
  const { client, tokens } = house.process()
  const first = await tokens.current()
  await tokens.renew(first.ok ? first.token : '')
  await client.sendCs(text(1))
  const second = await tokens.current()
  const row = await house.row()
  const raw = Buffer.concat([row.access_token!, row.refresh_token!]).toString('latin1')
  for (const held of [first, second]) expect(raw).not.toContain(held.ok && held.token)
  expect(raw).not.toMatch(/at-|rt-/)
})
