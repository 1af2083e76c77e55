import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * Reports of the phone this address holds now join the list of its group, so that a report sent from the portal is read in
 * the chat too (features A13). The proof itself is not handed on.
 */
export async function shareHeldCases(app: App, tx: Tx, address: string): Promise<void> {
  const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
  if (!phone) return
  for (const report of await tx.reports.ofPhone(phone)) await tx.contacts.shareCase(address, report.id)
}
