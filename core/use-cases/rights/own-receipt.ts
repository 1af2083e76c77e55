import { isRowId } from '../../domain/row-id.ts'
import type { App } from '../../ports/app.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import { whoAsks } from './who-asks.ts'

/** The receipt of a settled request where it was asked, also after an erasure has ended every proof; null for anybody else. */
export async function ownReceipt(app: App, command: { address: string; id: string }): Promise<RightsRequest | null> {
  if (!isRowId(command.id)) return null
  return app.store.transaction(async (tx) => {
    const request = await tx.rights.get(command.id)
    if (!request?.receipt) return null
    if (request.address === command.address) return request
    const who = await whoAsks(app, tx, command.address)
    return who.ok && request.phone !== null && who.value.phone === request.phone ? request : null
  })
}
