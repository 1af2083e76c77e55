import { createHash, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { zaloDesk } from '../../../bot/zalo/zalo-desk.ts'
import { plain } from '../../support/form-browser.ts'
import { CHANNELS, type ChannelsPortal, comeBack, openChannelsPortal, pressConnect } from './channels-portal.ts'

let house: ChannelsPortal
beforeEach(async () => {
  house = await openChannelsPortal()
})
afterEach(() => house.close())

const consents = () => house.db.selectFrom('zalo_consents').selectAll().execute()

test('I03 consent: the state is not the verifier, the verifier is sealed, and the tokens are stored before Zalo is asked anything', async () => {
  const browser = await house.logIn()
  const asked = new URL(await pressConnect(browser))
  expect(asked.origin + asked.pathname).toBe(`${house.zalo.oauthRoot}/v4/oa/permission`)
  const { app_id, redirect_uri, code_challenge, state, ...more } = Object.fromEntries(asked.searchParams)
  expect([app_id, redirect_uri, more]).toEqual([house.zalo.appId, house.zalo.rules.redirectUri, {}])
  const [kept] = await consents()
  const verifier = house.app.secrets.openText(kept!.verifier)
  expect(verifier).toHaveLength(43)
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(code_challenge)
  expect(state).not.toBe(verifier)
  expect(kept!.verifier.toString('latin1')).not.toContain(verifier)
  house.zalo.faults.push({ endpoint: 'getoa', kind: 'cut_before' })
  const page = await comeBack(browser, await house.zalo.grantConsent(asked.href))
  expect(page.status).toBe(200)
  expect(page.url).toBe(`${CHANNELS}?done=connect`)
  expect(await house.row()).toMatchObject({ state: 'connected', oa_id: house.zalo.oaId, oa_name: null })
  expect(await consents()).toEqual([])
})

test('I03 a connected account shows its name, its allowances in words, and no token', async () => {
  const browser = await house.logIn()
  house.zalo.quota.zns = 200
  const page = await comeBack(browser, await house.zalo.grantConsent(await pressConnect(browser)))
  const said = plain(page.html)
  expect(said).toContain('Trạm Y tế xã Mẫu (OA thử) · 1000000000000000001')
  expect(said).toContain('Sắp hết Còn 200 trên 5.000')
  expect(said).toContain('Tin mẫu trong ngày: còn chưa tới một phần mười.')
  expect(said).toContain('Chất lượng tin mẫu Tốt')
  for (const secret of [house.zalo.accessToken, house.zalo.appSecret, house.zalo.oaSecret])
    expect(page.html).not.toContain(secret)
})

test('I03 what came back once is spent: the same address again, and the same code in another consent', async () => {
  const browser = await house.logIn()
  const back = await house.zalo.grantConsent(await pressConnect(browser))
  await comeBack(browser, back)
  const twice = await comeBack(browser, back)
  expect(twice.status).toBe(409)
  expect(plain(twice.html)).toContain('Lần kết nối này đã dùng rồi')
  const state = new URL(await pressConnect(browser)).searchParams.get('state') ?? ''
  const reused = new URL(back)
  reused.searchParams.set('state', state)
  const page = await comeBack(browser, reused.href)
  expect(plain(page.html)).toContain('Mã đồng ý đã dùng, đã quá hạn hoặc không hợp lệ.')
  expect(plain(page.html)).toContain('Mã Zalo báo: -14005')
  expect((await house.row()).state).toBe('connected')
})

test('I03 a consent that comes back after ten minutes is refused with its sentence', async () => {
  const browser = await house.logIn()
  const back = await house.zalo.grantConsent(await pressConnect(browser))
  house.clock.advance(11 * 60_000)
  const page = await comeBack(browser, back)
  expect([page.status, plain(page.html).includes('Đã quá 10 phút')]).toEqual([409, true])
  expect(await house.db.selectFrom('zalo_accounts').selectAll().execute()).toEqual([])
})

test('I03 a state of another staff session is refused, and worth nothing afterwards', async () => {
  const [mine, theirs] = [await house.logIn(), await house.logIn('province', 'syt-mau')]
  const back = await house.zalo.grantConsent(await pressConnect(mine))
  const page = await comeBack(theirs, back)
  expect([page.status, plain(page.html).includes('ở một phiên đăng nhập khác')]).toEqual([409, true])
  expect(plain((await comeBack(mine, back)).html)).toContain('Lần kết nối này đã dùng rồi')
})

test('I03 a wrong app secret, and an address not registered, are told with what to do', async () => {
  const browser = await house.logIn()
  const right = house.app.zalo
  house.app.zalo = zaloDesk({ ...house.about, appSecret: 'another' })
  const page = await comeBack(browser, await house.zalo.grantConsent(await pressConnect(browser)))
  expect(plain(page.html)).toContain('Khóa bí mật của ứng dụng không đúng. Chép lại')
  house.app.zalo = right
  house.zalo.rules.redirectUri = 'https://elsewhere.example.invalid/'
  await expect(pressConnect(browser).then(house.zalo.grantConsent)).rejects.toThrow('-14003')
})

test.each([
  [-14002, 'Zalo không nhận ứng dụng này.'],
  [-14003, 'Địa chỉ quay về khác với địa chỉ đã đăng ký'],
  [-14018, 'Zalo không hiểu yêu cầu của phần mềm.'],
  [-14999, 'Zalo từ chối vì một lý do chưa biết.'],
])('I03 the refusal %i is a sentence, and connects nothing', async (code, sentence) => {
  const browser = await house.logIn()
  const back = await house.zalo.grantConsent(await pressConnect(browser))
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'code', code })
  const page = await comeBack(browser, back)
  expect([page.status, plain(page.html).includes(sentence)]).toEqual([409, true])
  expect(plain(page.html)).toContain(`Mã Zalo báo: ${code}`)
  expect(await house.db.selectFrom('zalo_accounts').selectAll().execute()).toEqual([])
})

test('I03 Zalo that is silent, or says no, is told too', async () => {
  const browser = await house.logIn()
  const back = await house.zalo.grantConsent(await pressConnect(browser))
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'cut_before' })
  expect(plain((await comeBack(browser, back)).html)).toContain('Zalo không trả lời.')
  const state = new URL(await pressConnect(browser)).searchParams.get('state')
  const denied = await browser.open(`/can-bo/kenh/zalo/tra-ve?state=${state}`)
  expect(plain(denied.html)).toContain('Zalo quay về mà không kèm sự đồng ý.')
})

test('K02 a station head sees the channels and connects only where nobody above has an account; a clerk sees nothing', async () => {
  const head = await house.logIn('head', 'tyt-mau')
  const page = await head.open(CHANNELS)
  expect(plain(page.html)).toContain('Việc kết nối do trung tâm y tế hoặc sở y tế làm')
  expect(page.forms.flatMap((form) => form.buttons.map((button) => button.value))).not.toContain('connect')
  expect(await pressConnect(head)).toBe('no redirect: 403')
  await house.db.updateTable('staff').set({ closed_at: house.clock.now() }).where('role', '=', 'district').execute()
  expect(await pressConnect(head)).toContain('/v4/oa/permission?')
  const clerk = await house.logIn('clerk', 'tyt-mau')
  expect((await clerk.open(CHANNELS)).status).toBe(403)
  expect((await clerk.open('/can-bo/kenh/zalo/tra-ve?state=x&code=y&oa_id=1')).status).toBe(403)
})

test('I03 disconnected is forgotten: no token stays in the table, and the page says so', async () => {
  const browser = await house.logIn()
  await house.connect()
  const page = await browser.send(await browser.open(CHANNELS), {}, 'disconnect')
  expect(plain(page.html)).toContain('Đã ngắt kết nối.')
  expect(await house.row()).toMatchObject({ state: 'disconnected', access_token: null, refresh_token: null })
  expect(await house.process().client.getOa()).toMatchObject({ ok: false, code: 'not_connected' })
  const again = await comeBack(browser, await house.zalo.grantConsent(await pressConnect(browser)))
  expect(plain(again.html)).toContain('Đã kết nối Official Account.')
})

test('I03 a consent that ended stands on the page as something to do; a new one lets what rested go on at once', async () => {
  await house.connect()
  house.zalo.faults.push({ endpoint: 'access_token', kind: 'code', code: -14014 })
  house.clock.advance(26 * 3_600_000)
  await house.process().client.getOa()
  const until = new Date(house.clock.now().getTime() + 300_000)
  const why = { until, failureClass: 'misconfigured', failureCode: 'zalo_oauth_-14014' }
  const account = `zalo|${house.zalo.oaId}`
  const kept = {
    id: randomUUID(),
    channel: 'zalo' as const,
    address: `${account}|1000000000000000001`,
    purpose: 'reply' as const,
  }
  const content = { kind: 'staff_reply' as const, locale: 'vi' as const, text: 'Xin chào', unitName: 'Trạm Mẫu' }
  const notBefore = new Date(house.clock.now().getTime() + 900_000)
  await house.app.store.transaction(async (tx) => {
    await tx.channelPauses.pause({ account, what: 'everything', ...why })
    await tx.outbox.put({ ...kept, idempotencyKey: kept.id, content })
    const settlement = { to: 'queued' as const, notBefore, countsAsAttempt: false, ...why }
    await tx.deliveries.settle([{ id: kept.id, settlement }])
  })
  const browser = await house.logIn()
  const said = plain((await browser.open(CHANNELS)).html)
  expect(said).toContain('Cần kết nối lại')
  expect(said).toContain('Mã làm mới đã dùng hoặc đã quá hạn. (-14014)')
  expect(said).toContain('Đang tạm nghỉ')
  const back = await comeBack(browser, await house.zalo.grantConsent(await pressConnect(browser)))
  expect(plain(back.html)).not.toContain('Đang tạm nghỉ')
  const waiting = await house.db
    .selectFrom('outbox')
    .select(['state', 'not_before'])
    .where('id', '=', kept.id)
    .execute()
  expect(waiting).toEqual([{ state: 'queued', not_before: null }])
  expect((await house.row()).state).toBe('connected')
})
