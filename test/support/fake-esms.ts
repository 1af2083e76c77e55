import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'

export interface EsmsSms {
  smsId: string
  phone: string
  text: string
  requestId: string
  callbackUrl: string | null
}

export type FakeEsms = Awaited<ReturnType<typeof startFakeEsms>>

const PATH = '/MainService.svc/json/SendMultipleMessage_V4_post_json/'
const NEEDED = ['ApiKey', 'SecretKey', 'Content', 'Phone', 'Brandname', 'SmsType'] as const

/**
 * eSMS.vn as its public documentation describes it: POST with JSON, every value text, codes of its table in a 200, a
 * RequestId that is known blocks. `faults`: what the next requests meet: an HTTP status, a code, or `cut` after taking it.
 */
export async function startFakeEsms(options: { brandname?: string } = {}) {
  const account = { apiKey: randomUUID(), secretKey: randomUUID(), brandname: options.brandname ?? 'SOTIEM' }
  const sent: EsmsSms[] = []
  const faults: (number | string | 'cut')[] = []
  const requests: Record<string, unknown>[] = []
  const app = express()
  app.post(PATH, express.json({ type: 'application/json' }), (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>
    requests.push(body)
    const fault = faults.shift()
    if (typeof fault === 'number') return res.status(fault).send('<html>error</html>')
    if (fault && fault !== 'cut') return res.json(answer(fault))
    const result = take(body, account, sent)
    return fault === 'cut' ? res.socket?.destroy() : res.json(result)
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    ...account,
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    faults,
    requests,
    /** Tells what became of a message, as often as asked; answers the status of the other side. */
    report: async (sms: EsmsSms, wish: { arrived: boolean; url?: string; status?: string } = { arrived: true }) => {
      const url = new URL(wish.url ?? sms.callbackUrl ?? '')
      const [ok, bad] = wish.arrived ? ['1', '0'] : ['0', '1']
      const counts = {
        SendSuccess: ok,
        SendFailed: bad,
        SendStatus: wish.status ?? '5',
        TotalReceiver: '1',
        TotalSent: '1',
      }
      const facts = { SMSID: sms.smsId, RequestId: sms.requestId, TotalPrice: '500.0000', TypeId: '2', telcoid: '1' }
      const query = { ...facts, ...counts, phonenumber: sms.phone, switchsmsid: '' }
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return (await fetch(url)).status
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const answer = (code: string, more: object = {}) => ({ CodeResult: code, CountRegenerate: 0, ...more })

function take(
  body: Record<string, unknown>,
  account: { apiKey: string; secretKey: string; brandname: string },
  sent: EsmsSms[],
): object {
  const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '')
  if (Object.values(body).some((value) => typeof value !== 'string')) return { error: 'Invalid request' }
  if (NEEDED.some((name) => text(name) === '')) return { error: 'Invalid request' }
  if (text('ApiKey') !== account.apiKey || text('SecretKey') !== account.secretKey) {
    return answer('101', { ErrorMessage: 'Authorize Failed' })
  }
  if (text('Brandname') !== account.brandname) return answer('104', { ErrorMessage: 'Brand name code is not exist' })
  if (!/^0[35789]\d{8}$/.test(text('Phone'))) return answer('108', { ErrorMessage: 'Phone not valid' })
  if (text('RequestId').length > 50 || text('SmsType') !== '2') return { error: 'Invalid request' }
  // A 7-bit text with other letters is no text the operators know.
  if (text('IsUnicode') === '0' && /[^\n\r\x20-\x7e]/.test(text('Content'))) return answer('146')
  if (text('RequestId') && sent.some((sms) => sms.requestId === text('RequestId'))) {
    return answer('124', { ErrorMessage: 'Request exist 1', SendStatus: '5' })
  }
  const smsId = randomUUID().replaceAll('-', '')
  const sms = { smsId, phone: text('Phone'), text: text('Content'), requestId: text('RequestId') }
  if (text('Sandbox') !== '1') sent.push({ ...sms, callbackUrl: text('CallbackUrl') || null })
  return answer('100', { SMSID: smsId })
}
