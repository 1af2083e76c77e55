import { dayInVietNam, midnightInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { App } from '../../ports/app.ts'
import type { SignedSummary } from '../../ports/signing.ts'

/** What the unit signed and what it recorded by minutes since midnight in Viet Nam, newest first. */
export async function signedToday(app: App, unitId: string): Promise<SignedSummary[]> {
  const midnight = midnightInVietNam(dayInVietNam(app.now()))
  return app.store.transaction((tx) => tx.signedRecords.signedSince(unitId, midnight))
}
