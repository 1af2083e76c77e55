import type { Report } from '../domain/report/report.ts'
import { isEasy, threeWayCheck } from '../domain/staff/three-way-check.ts'
import type { App } from '../ports/app.ts'
import type { Tx } from '../ports/store.ts'
import { openCardFacts } from './citizen/open-photo.ts'

/**
 * Keeps whether the card on each photo agrees with all that the report changes, so that the queue can put the easy case
 * first without opening anything (features C05). Run whenever the card was read or the report changed.
 */
export async function noteAgreement(app: App, tx: Tx, reportId: string): Promise<void> {
  const report = await aboutIdentity(tx, reportId)
  if (!report) return
  for (const photo of await tx.photos.ofCase(reportId)) {
    const key = photo.cardFacts ? await tx.photos.keyOf(photo.caseId) : null
    const card = openCardFacts(app, key?.wrappedKey ?? null, photo)
    if (card) await tx.photos.setCardAgrees(photo.id, isEasy(threeWayCheck(report, null, card)))
  }
}

/** Of a report in two parts the one that changes identity: only that one is compared with a card. */
async function aboutIdentity(tx: Tx, reportId: string): Promise<Report | null> {
  const found = await tx.reports.get(reportId)
  const whole = found?.partOf ? await tx.reports.get(found.partOf) : found
  if (!whole) return null
  const parts = [whole, ...(await tx.reports.partsOf(whole.id))]
  return parts.find(({ changes }) => changes.some(({ field }) => field !== 'phone')) ?? null
}
