import { holdsPhone } from '../../domain/citizen/assurance.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** A report belongs to the chat that sent it, to those linked with it (features A13), and to whoever holds its phone. */
export async function ownsReport(
  app: App,
  tx: Tx,
  report: Pick<Report, 'id' | 'address' | 'phone'>,
  address: string,
): Promise<boolean> {
  if (report.address === address) return true
  if (holdsPhone(await tx.citizens.proofsOf(address, app.now()), report.phone)) return true
  return tx.contacts.readsCase(address, report)
}

export const citizenAt = (address: string) => ({ kind: 'citizen', role: 'citizen', address }) as const
