import { createHash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { z } from 'zod'
import { smsTo } from '../../core/domain/contact/address.ts'
import { faultCodeOf } from '../../core/domain/fault-code.ts'
import { readPhone } from '../../core/domain/person/phone.ts'
import type { App } from '../../core/ports/app.ts'
import { failLater } from '../../core/use-cases/delivery/fail-later.ts'

export interface EsmsCallback {
  app: App
  /** Part of the path that only eSMS was told: its callbacks carry no signature. */
  secret: string
  onFault(code: string): void
}

export const esmsCallbackPath = (secret: string) => `/webhooks/sms/esms/${secret}`

const count = z.coerce.number().int().min(0).catch(0)

/** As documented: a GET with everything in the query. `SendStatus` 5 is "done"; the two counts say how it ended. */
const Report = z.object({
  SMSID: z.string().min(1).max(100),
  SendStatus: z.string(),
  SendSuccess: count,
  SendFailed: count,
  RequestId: z.uuid().nullish().catch(null),
  phonenumber: z.string().max(20).optional(),
})

/** What became of a message: stored and committed before the 200, so that a lost connection makes eSMS tell it again. */
export function esmsCallback({ app, secret, onFault }: EsmsCallback): Router {
  return Router().get(esmsCallbackPath(':secret'), async (req, res) => {
    if (!isSame(String(req.params.secret), secret)) return res.sendStatus(401)
    const read = Report.safeParse(req.query)
    if (!read.success) return res.sendStatus(400)
    try {
      await keep(app, read.data)
    } catch (fault) {
      onFault(faultCodeOf(fault))
      return res.sendStatus(500)
    }
    return res.sendStatus(200)
  })
}

/** Only the end changes anything: the gateway also reports that it is still waiting. */
async function keep(app: App, report: z.infer<typeof Report>): Promise<void> {
  const phone = readPhone(report.phonenumber ?? '')
  if (report.SendStatus !== '5' || !phone) return
  const about = {
    address: smsTo(phone),
    messageIds: [report.SMSID],
    trackingId: report.RequestId ?? null,
  }
  if (report.SendSuccess < 1) {
    // Neither count readable is no news: nobody is written to or called a second time for a report of tomorrow's shape.
    if (report.SendFailed > 0) await failLater(app, about, 'sms_not_delivered')
    return
  }
  await app.store.transaction((tx) => tx.deliveries.receipt({ ...about, state: 'delivered', at: app.now() }))
}

/** In constant time, whatever its length. */
function isSame(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(secret))
}
