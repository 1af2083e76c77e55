import type { App } from '../../ports/app.ts'
import type { Receipt } from '../../ports/deliveries.ts'
import { followUp } from './pass-on.ts'

/**
 * The channel took a message and tells later that it never arrived: its citizen is reached as if it had said so at once
 * (features I02). Told twice, or after "delivered", it changes nothing.
 */
export async function failLater(
  app: App,
  failed: Pick<Receipt, 'address' | 'messageIds' | 'trackingId'>,
  failureCode: string,
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const settlement = { to: 'failed', failureClass: 'blocked', failureCode } as const
    const message = await tx.deliveries.failedLater(failed, settlement)
    // The phone was the last road but the station's own call.
    if (message) await followUp(app, tx, message, settlement, { zns: null, sms: false })
  })
}
