import { done, type Outcome } from '../../domain/objection.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { App } from '../../ports/app.ts'
import type { Opening } from '../../ports/audit.ts'
import { reportsOf } from '../contact/own-cases.ts'
import { whoAsks } from './who-asks.ts'

const SHOWN = 200

/** "Ai đã mở hồ sơ của tôi" (features L01): unit and role, never an officer's name. */
export async function whoOpened(app: App, { address }: { address: string }): Promise<Outcome<Opening[]>> {
  return app.store.transaction(async (tx) => {
    const who = await whoAsks(app, tx, address)
    if (!who.ok) return who
    const { addresses, records } = who.value
    const file = {
      reportIds: (await reportsOf(tx, who.value)).map(({ id }) => id),
      helpRequestIds: await tx.personalData.helpRequestIdsOf(addresses),
      personIds: records.map(({ personId }) => personId),
    }
    const openings = await tx.audit.openings(file, SHOWN)
    return done(openings.map((one) => ({ ...one, reportCode: one.reportCode && receiptCodeOf(one.reportCode) })))
  })
}
