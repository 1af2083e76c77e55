import { holdsPhone } from '../../domain/citizen/assurance.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** A report belongs to the chat that sent it, and to every address that holds its phone. */
export async function ownsReport(
  app: App,
  tx: Tx,
  report: Pick<Report, 'address' | 'phone'>,
  address: string,
): Promise<boolean> {
  if (report.address === address) return true
  return holdsPhone(await tx.citizens.proofsOf(address, app.now()), report.phone)
}

export const citizenAt = (address: string) => ({ kind: 'citizen', role: 'citizen', address }) as const
