import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { ApprovedChange } from '../../domain/exchange/approved-change.ts'
import type { RecordedDose } from '../../domain/record/platform-record.ts'
import type { Tx } from '../../ports/store.ts'
import { doseKeeper } from './dose-keeper.ts'
import { taskOf } from './platform-task.ts'

/**
 * A dose that another place typed becomes work of that place, with its own 48 hours (features G12); the evidence stays with the
 * report, which the task names. Nothing happens when the unit of the record keeps the dose itself, or nobody is known.
 */
export async function handOutDose(
  tx: Tx,
  change: Pick<ApprovedChange, 'id' | 'personId' | 'reportId'>,
  dose: Pick<RecordedDose, 'facility'> | null,
  at: Date,
): Promise<string | null> {
  const [record, facility] = [await tx.records.get(change.personId), dose?.facility ?? null]
  const keeper = await doseKeeper(tx, facility, dayInVietNam(at))
  if (!record || !keeper || keeper === record.unitId) return null
  const { id: subjectId, personId, reportId } = change
  await tx.platformTasks.open(
    taskOf({ kind: 'dose_elsewhere', subjectId, unitId: keeper, personId, reportId, facility }),
  )
  return keeper
}
