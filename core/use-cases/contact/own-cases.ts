import { provedPhone } from '../../domain/citizen/assurance.ts'
import { foremostOf } from '../../domain/citizen/tracking.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** One list of a person's reports, on whichever channel they ask: sent from any linked address, shared, or of a phone held here (features A13). Newest first. */
export async function ownCases(app: App, { address }: { address: string }): Promise<Report[]> {
  return app.store.transaction(async (tx) => {
    const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
    const all = [...(await tx.contacts.casesOf(address)), ...(phone ? await tx.reports.ofPhone(phone) : [])]
    const each = [...new Map(all.map((report) => [report.id, report])).values()]
    const cases: Report[] = []
    for (const report of each.filter(({ partOf }) => partOf === null))
      if (!(await isUnknown(tx, phone, address, report))) cases.push(await asOne(tx, report))
    return cases.sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
  })
}

/** About somebody whom the holder of this phone does not know (features A08): gone from their list, but for what they sent themselves. */
async function isUnknown(tx: Tx, phone: string | null, address: string, report: Report): Promise<boolean> {
  if (!phone || !report.personId || report.address === address) return false
  return tx.unknownPeople.isHidden(phone, report.personId)
}

/** One code, one line: in the state of the part that stands for all. */
async function asOne(tx: Tx, report: Report): Promise<Report> {
  const states = [report, ...(await tx.reports.partsOf(report.id))].map(({ state }) => state)
  return { ...report, state: states[foremostOf(states)] ?? report.state }
}
