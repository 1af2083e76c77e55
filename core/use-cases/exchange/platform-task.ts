import type { ApprovedChange } from '../../domain/exchange/approved-change.ts'
import type { NewPlatformTask, PlatformTaskKind } from '../../ports/platform-desk.ts'
import type { Tx } from '../../ports/store.ts'

/** Hours until somebody has to have done it: 9458 gives a report 48, and a row that failed is a report that waits. */
const TASK_HOURS: Readonly<Record<PlatformTaskKind, number>> = {
  not_landed: 48,
  changed_by_other: 48,
  resting: 24,
  dose_elsewhere: 48,
  file_refused: 24,
  answer_unreadable: 24,
}

export type TaskFacts = Pick<NewPlatformTask, 'kind' | 'subjectId' | 'unitId'> &
  Partial<Pick<NewPlatformTask, 'personId' | 'reportId' | 'exportId' | 'stage' | 'facility'>>

/** With the clock of its kind. */
export function taskOf(facts: TaskFacts): NewPlatformTask {
  const nothing = { personId: null, reportId: null, exportId: null, stage: '', facility: null }
  return { ...nothing, ...facts, hours: TASK_HOURS[facts.kind] }
}

/** Every value that did not land asks somebody of its unit to look (features G03). */
export async function openMismatch(
  tx: Tx,
  changes: readonly ApprovedChange[],
  { kind, exportId }: { kind: 'not_landed' | 'changed_by_other'; exportId: string },
): Promise<void> {
  const unitId = (await tx.exports.get(exportId))?.unitId
  if (!unitId) return
  for (const { id, personId, reportId } of changes)
    await tx.platformTasks.open(taskOf({ kind, subjectId: id, unitId, personId, reportId, exportId }))
}
