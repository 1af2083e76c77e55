import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutboundMessage } from '../../../bot/channel.ts'
import { ESMS_FAILURES, esmsGateway } from '../../../bot/sms/esms-gateway.ts'
import { asGsm7, segmentsOf } from '../../../bot/sms/gsm7.ts'
import { openSms } from '../../../bot/sms/open-sms.ts'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'
import type { OutgoingContent } from '../../../core/ports/outbox.ts'
import { readSettings, SettingsFault } from '../../../platform/config.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { createRenderer } from '../../../templates/render.ts'
import { type FakeEsms, startFakeEsms } from '../../support/fake-esms.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
const PHONE = '+84912345678'
const ADDRESS = `sms|gateway|${PHONE}`
const SECRET = 'delivery-reports-0001'
let esms: FakeEsms
let house: TestHouse
let server: ReturnType<ReturnType<typeof express>['listen']>
let callbackRoot: string
beforeAll(async () => {
  esms = await startFakeEsms()
  house = await openTestHouse()
  const { routers } = openSms({ ...deps(), onFault: () => undefined })
  server = express()
    .use(...routers)
    .listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  callbackRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await esms.close()
  await house.close()
})

const environment = () => ({
  SMS_PROVIDER: 'esms',
  ESMS_API_ROOT: esms.apiRoot,
  ESMS_API_KEY: esms.apiKey,
  ESMS_SECRET_KEY: esms.secretKey,
  ESMS_BRANDNAME: esms.brandname,
  ESMS_CALLBACK_SECRET: SECRET,
  MASTER_KEY: '0'.repeat(64),
  SESSION_SECRET: '0'.repeat(32),
})
const deps = () => {
  const app = { ...house.app, settings: { ...house.app.settings, publicUrl: 'https://sotiem.gov.vn' } }
  return { app, settings: readSettings(environment()), render, box: null }
}
const mouth = () => openSms({ ...deps(), onFault: () => undefined }).mouth ?? expect.fail('no mouth')

function aMessage(content: OutgoingContent, id: string = randomUUID()): OutboundMessage {
  const notice = content.kind === 'notice' ? { ...content, ...content.params } : null
  const base = { address: ADDRESS, purpose: 'notification' as const, oneTimeCode: null, lastHeardAt: null }
  return { ...base, clientRef: id, content: outgoingText(render, content), notice }
}

const aNotice = (templateKey: (typeof NOTICE_KEYS)[number] = 'report-approved', locale: 'vi' | 'en' = 'vi') =>
  ({
    kind: 'notice',
    templateKey,
    locale,
    params: { code: 'PA-7K3M-926C', link: 'https://sotiem.gov.vn/theo-doi/PA-7K3M-926C' },
  }) as const

test('I06 I12 every notice to a phone is one SMS without marks, with code, link and the way out', async () => {
  for (const locale of ['vi', 'en'] as const) {
    for (const key of NOTICE_KEYS) {
      expect(await mouth().send(aMessage(aNotice(key, locale)))).toMatchObject({ ok: true })
      const { text } = esms.sent.at(-1) ?? expect.fail('nothing arrived')
      expect([key, locale, segmentsOf(text)]).toEqual([key, locale, 1])
      expect(text).toMatch(
        /^So Tiem: PA-7K3M-926C [\x20-\x7e]+ https:\/\/sotiem\.gov\.vn\/t\/PA-7K3M-926C [\x20-\x7e]*\? https:\/\/sotiem\.gov\.vn\/k\/[0-9A-Za-z]{22}$/,
      )
    }
  }
})

test('I13 the SMS with a code is one SMS, names us, and says that we never ask for it', async () => {
  for (const [locale, words] of [
    ['vi', /khong bao gio hoi ma/],
    ['en', /never asks for it/],
  ] as const) {
    await mouth().send(aMessage({ kind: 'one_time_code', locale, code: '123456', minutes: 5 }))
    const { text } = esms.sent.at(-1) ?? expect.fail('nothing arrived')
    expect(text).toMatch(words)
    expect([text.includes('123456'), /So Tiem/.test(text), segmentsOf(text)]).toEqual([true, true, 1])
  }
})

test('I06 letters are counted as the operators bill them', () => {
  expect(asGsm7('Đã hủy “ảnh” – xong… 中')).toBe('Da huy "anh" - xong... ?')
  expect(['a'.repeat(160), 'a'.repeat(161), 'ạ'.repeat(70), 'ạ'.repeat(71), '€'.repeat(81)].map(segmentsOf)).toEqual([
    1, 2, 1, 2, 2,
  ])
})

test('an SMS leaves as the gateway documents it: local number, registered sender, our id against repeats', async () => {
  const message = aMessage(aNotice())
  const outcome = await mouth().send(message)
  const arrived = esms.sent.at(-1)
  expect(outcome).toEqual({ ok: true, providerMessageId: arrived?.smsId })
  expect(esms.requests.at(-1)).toMatchObject({
    Phone: '0912345678',
    Brandname: 'SOTIEM',
    SmsType: '2',
    IsUnicode: '0',
    Sandbox: '0',
    RequestId: message.clientRef,
    CallbackUrl: `https://sotiem.gov.vn/webhooks/sms/esms/${SECRET}`,
  })
})

test('a line cut after the gateway took it: the repeat is the same SMS, and nobody is billed twice', async () => {
  const message = aMessage(aNotice())
  const before = esms.sent.length
  esms.faults.push('cut')
  expect(await mouth().send(message)).toMatchObject({ ok: false, failure: 'retryable', ambiguous: true })
  expect(await mouth().send(message)).toEqual({ ok: true, providerMessageId: null })
  expect(esms.sent.length).toBe(before + 1)
})

test('I04 each code of the gateway has one class; nothing else is taken for accepted', async () => {
  for (const [code, failure] of Object.entries(ESMS_FAILURES)) {
    esms.faults.push(code)
    expect([code, await mouth().send(aMessage(aNotice()))]).toEqual([
      code,
      { ok: false, failure, code: `esms_${code}`, retryAfterMs: null, ambiguous: false },
    ])
  }
  esms.faults.push('777')
  expect(await mouth().send(aMessage(aNotice()))).toMatchObject({ ok: false, failure: 'permanent', code: 'esms_777' })
  for (const [status, failure] of [
    [500, 'retryable'],
    [429, 'rate_limited'],
    [403, 'misconfigured'],
    [400, 'permanent'],
  ] as const) {
    esms.faults.push(status)
    expect([status, await mouth().send(aMessage(aNotice()))]).toMatchObject([status, { ok: false, failure }])
  }
})

test('wrong keys and a sender nobody registered stop the account, not the message; no secret is in what is told', async () => {
  const account = { ...esms, sandbox: false, callbackUrl: null }
  for (const [wrong, code] of [
    [{ secretKey: 'wrong-secret' }, 'esms_101'],
    [{ brandname: 'KHAC' }, 'esms_104'],
  ] as const) {
    const outcome = await esmsGateway({ ...account, ...wrong }).send(
      aMessage({ kind: 'one_time_code', locale: 'en', code: '1', minutes: 5 }),
    )
    expect(outcome).toMatchObject({ ok: false, failure: 'misconfigured', code })
    expect(JSON.stringify(outcome)).not.toMatch(/wrong-secret|0912|1234/)
  }
  const closed = await esmsGateway({ ...account, apiRoot: 'http://127.0.0.1:1' }).send(aMessage(aNotice()))
  expect(closed).toEqual({ ok: false, failure: 'retryable', code: 'esms_network', retryAfterMs: null, ambiguous: true })
})

test('in the sandbox nothing reaches a phone', async () => {
  const before = esms.sent.length
  const outcome = await esmsGateway({ ...esms, sandbox: true, callbackUrl: null }).send(
    aMessage({ kind: 'one_time_code', locale: 'en', code: '1', minutes: 5 }),
  )
  expect([outcome.ok, esms.sent.length]).toEqual([true, before])
})

/** A notice that the gateway has taken. */
async function takenNotice(): Promise<{ id: string; sms: (typeof esms.sent)[number] }> {
  const id = randomUUID()
  await house.app.store.transaction((tx) =>
    tx.outbox.put({
      id,
      idempotencyKey: id,
      channel: 'sms',
      address: ADDRESS,
      purpose: 'notification',
      content: aNotice(),
    }),
  )
  const outcome = await mouth().send(aMessage(aNotice(), id))
  const sms = esms.sent.at(-1) ?? expect.fail('nothing arrived')
  await house.app.store.transaction((tx) =>
    tx.deliveries.settle([
      { id, settlement: { to: 'accepted', providerMessageId: outcome.ok ? outcome.providerMessageId : null } },
    ]),
  )
  return { id, sms }
}

const stateOf = async (id: string) =>
  (await house.db.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirst())?.state

test('I02 a message that failed after the gateway had taken it puts its citizen on the call list, once', async () => {
  const { id, sms } = await takenNotice()
  const url = `${callbackRoot}/webhooks/sms/esms/${SECRET}`
  for (let i = 0; i < 3; i++) expect(await esms.report(sms, { arrived: false, url })).toBe(200)
  expect(await stateOf(id)).toBe('failed')
  const calls = await house.db.selectFrom('call_list').selectAll().where('outbox_id', '=', id).execute()
  expect(calls).toMatchObject([{ phone: sms.phone.replace(/^0/, '+84'), reason: 'not_reached', done_at: null }])
})

test('I04 a delivery report is stored before its 200: forged, damaged and repeated ones change nothing', async () => {
  const { id, sms } = await takenNotice()
  const url = `${callbackRoot}/webhooks/sms/esms/${SECRET}`
  const state = () => stateOf(id)
  expect(await esms.report(sms, { arrived: true, url: url.replace(SECRET, 'delivery-reports-0002') })).toBe(401)
  expect((await fetch(`${url}?SMSID=`)).status).toBe(400)
  expect(await esms.report(sms, { arrived: true, status: '7', url })).toBe(200)
  expect(await state()).toBe('accepted')
  for (let i = 0; i < 3; i++) expect(await esms.report(sms, { arrived: true, url })).toBe(200)
  expect(await state()).toBe('delivered')
})

test('settings of the gateway that contradict each other stop the start with a line that names them', () => {
  const { ESMS_API_KEY: _, ...lacking } = environment()
  expect(() => readSettings(lacking)).toThrow(SettingsFault)
  expect(() => readSettings(lacking)).toThrow(/ESMS_API_KEY/)
  const live = { ...environment(), PRACTICE: 'off', PUBLIC_URL: 'https://sotiem.gov.vn' }
  expect(readSettings(live).SMS_PROVIDER).toBe('esms')
})
