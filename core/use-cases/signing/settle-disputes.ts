import { disputeOutcomeOf } from '../../domain/report/disputed-dose.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * What a step means for the doses its report disputes (features B06). A dose that stays is free again, and so is the passport
 * of a record that was signed before the dispute came.
 */
export async function settleDisputes(
  app: App,
  tx: Tx,
  report: Pick<Report, 'id' | 'personId'>,
  action: string,
): Promise<void> {
  const outcome = disputeOutcomeOf(action)
  if (!outcome || (await tx.disputedDoses.ofReport(report.id)).length === 0) return
  await tx.disputedDoses.settle(report.id, outcome, app.now())
  if (outcome === 'removed' || !report.personId) return
  for (const signedRecordId of await tx.signedRecords.withoutPassport(report.personId)) {
    await tx.tasks.promise({
      name: 'issue-passport',
      data: { signedRecordId },
      uniqueKey: `issue-passport|${signedRecordId}|${report.id}`,
    })
  }
}
