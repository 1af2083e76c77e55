import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'

/** One list of a person's reports, on whichever channel they ask: sent from any linked address, shared, or of a phone held here (features A13). Newest first. */
export async function ownCases(app: App, { address }: { address: string }): Promise<Report[]> {
  return app.store.transaction(async (tx) => {
    const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
    const all = [...(await tx.contacts.casesOf(address)), ...(phone ? await tx.reports.ofPhone(phone) : [])]
    const each = new Map(all.map((report) => [report.id, report]))
    return [...each.values()].sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
  })
}
