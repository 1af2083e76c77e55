import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { esmsCallback, esmsCallbackPath } from '../../../bot/sms/esms-callback.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

const SECRET = 'delivery-reports-0001'
const PHONE = '+84912345678'
const faults: string[] = []
let house: TestHouse
let server: ReturnType<ReturnType<typeof express>['listen']>
let root: string
beforeAll(async () => {
  house = await openTestHouse()
  server = express()
    .use(esmsCallback({ app: house.app, secret: SECRET, onFault: (code) => faults.push(code) }))
    .listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await house.close()
})

/** A notice that the gateway has taken under this name of its own. */
async function takenNotice(smsId: string): Promise<string> {
  const id = randomUUID()
  const params = { code: 'PA-7K3M-926C', link: 'https://so-tiem.test/theo-doi/PA-7K3M-926C' }
  const content = { kind: 'notice', templateKey: 'report-approved', locale: 'vi', params } as const
  const row = { id, idempotencyKey: id, channel: 'sms', address: `sms|gateway|${PHONE}`, content } as const
  await house.app.store.transaction((tx) => tx.outbox.put({ ...row, purpose: 'notification' }))
  const settlement = { to: 'accepted' as const, providerMessageId: smsId }
  await house.app.store.transaction((tx) => tx.deliveries.settle([{ id, settlement }]))
  return id
}

const report = async (fields: Record<string, string | string[]>, secret = SECRET) => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) query.append(name, one)
  return (await fetch(`${root}${esmsCallbackPath(secret)}?${query}`)).status
}
const arrived = (SMSID: string) => ({ SMSID, SendStatus: '5', SendSuccess: '1', SendFailed: '0', phonenumber: PHONE })
const stateOf = async (id: string) =>
  (await house.db.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

const HOSTILE = [
  "'; drop table outbox; --",
  '<script>alert(1)</script>',
  '{{constructor}}',
  'Nguyễn'.normalize('NFD'),
  'NguyÔn V¨n An',
  'x'.repeat(5_000),
]

test('L06 a delivery report with anything strange in any field changes no message and is no fault', async () => {
  const id = await takenNotice('esms-1')
  const names = [...Object.keys(arrived('')), 'RequestId', 'version']
  for (const words of HOSTILE)
    for (const name of names.filter((one) => !['SendFailed', 'RequestId', 'version'].includes(one))) {
      const status = await report({ ...arrived('esms-1'), [name]: words })
      expect([200, 400], `${name} ${words}`).toContain(status)
      expect([name, await stateOf(id)]).toEqual([name, 'accepted'])
    }
  for (const fields of [{ ...arrived('esms-1'), SMSID: ['esms-1', 'esms-1'] }, {}])
    expect(await report(fields)).toBe(400)
  expect([await report(arrived('esms-1'), 'guessed'), await stateOf(id), faults]).toEqual([401, 'accepted', []])
  const later = { ...arrived('esms-1'), version: '9', RequestId: HOSTILE[0] ?? '' }
  expect([await report(later), await stateOf(id)]).toEqual([200, 'delivered'])
})

test('M01 a report that could not be stored is told again', async () => {
  const id = await takenNotice('esms-2')
  const store = house.app.store
  house.app.store = { ...store, transaction: () => Promise.reject(new Error(`no database for ${PHONE}`)) }
  expect(await report(arrived('esms-2'))).toBe(500)
  house.app.store = store
  expect([await report(arrived('esms-2')), await stateOf(id)]).toEqual([200, 'delivered'])
  expect(JSON.stringify(faults)).not.toContain('849')
})
