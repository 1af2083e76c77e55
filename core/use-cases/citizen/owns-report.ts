import { holdsPhone, provedPhone } from '../../domain/citizen/assurance.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * A report belongs to the chat that sent it, to those linked with it (features A13), and to whoever holds its phone, unless
 * that phone does not know the person (A08).
 */
export async function ownsReport(
  app: App,
  tx: Tx,
  report: Pick<Report, 'id' | 'address' | 'phone' | 'personId'>,
  address: string,
): Promise<boolean> {
  if (report.address === address) return true
  const proofs = await tx.citizens.proofsOf(address, app.now())
  const phone = provedPhone(proofs)
  if (phone && report.personId && (await tx.unknownPeople.isHidden(phone, report.personId))) return false
  if (holdsPhone(proofs, report.phone)) return true
  return tx.contacts.readsCase(address, report)
}

export const citizenAt = (address: string) => ({ kind: 'citizen', role: 'citizen', address }) as const
