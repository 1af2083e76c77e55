import { provedPhone } from '../../domain/citizen/assurance.ts'
import { foremostOf } from '../../domain/citizen/tracking.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Owner } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'

/** One list of a person's reports, on whichever channel they ask (features A13). Newest first. */
export async function ownCases(app: App, { address }: { address: string }): Promise<Report[]> {
  return app.store.transaction(async (tx) => {
    const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
    const reports = await reportsOf(tx, { addresses: [address], phone })
    const roots = reports.filter(({ partOf }) => partOf === null)
    return roots.map((root) => asOne(root, reports))
  })
}

/**
 * What was sent from any linked address, shared with it, or has the phone held here, with the parts opened under their codes;
 * newest first. Reports about somebody the holder of the phone does not know are not theirs.
 */
export async function reportsOf(tx: Tx, { addresses, phone }: Owner): Promise<Report[]> {
  const [address = ''] = addresses
  const found = [...(await tx.contacts.casesOf(address)), ...(phone ? await tx.reports.ofPhone(phone) : [])]
  const each = new Map<string, Report>()
  for (const report of found) {
    if (await isUnknown(tx, { addresses, phone }, report)) continue
    for (const one of [report, ...(await tx.reports.partsOf(report.id))]) each.set(one.id, one)
  }
  return [...each.values()].sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
}

/** About somebody whom the holder of this phone does not know (features A08): gone from their list, but for what they sent themselves. */
async function isUnknown(tx: Tx, { addresses, phone }: Owner, report: Report): Promise<boolean> {
  if (!phone || !report.personId || (report.address !== null && addresses.includes(report.address))) return false
  return tx.unknownPeople.isHidden(phone, report.personId)
}

/** One code, one line: in the state of the part that stands for all. */
function asOne(root: Report, reports: readonly Report[]): Report {
  const states = [root, ...reports.filter(({ partOf }) => partOf === root.id)].map(({ state }) => state)
  return { ...root, state: states[foremostOf(states)] ?? root.state }
}
