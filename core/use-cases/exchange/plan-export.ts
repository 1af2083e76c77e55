import type { ApprovedChange } from '../../domain/exchange/approved-change.ts'
import { type Conflict, type ExportKind, exportKindOf } from '../../domain/exchange/export-kind.ts'
import { type Snapshot, sameValue } from '../../domain/exchange/snapshot.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { WaitingChange } from '../../ports/exchange.ts'
import type { Tx } from '../../ports/store.ts'
import { currentValues, wantedValues } from './current-values.ts'

export interface PlannedRow {
  kind: ExportKind
  record: PlatformRecord
  /** The doses of the same moment. */
  doses: RecordedDose[]
  changes: WaitingChange[]
  before: Snapshot
  after: Snapshot
  /** Empty: the row may go out. */
  conflicts: (Conflict & { changeId: string })[]
}

/** One row per person and door, for everything that is approved and not on its way. */
export async function planExports(tx: Tx, changes: readonly WaitingChange[]): Promise<PlannedRow[]> {
  const ready = changes.filter(({ reportState }) => reportState === null || reportState === 'approved')
  const groups = Map.groupBy(ready, (change) => `${change.personId} ${exportKindOf(change, change.caseClass)}`)
  const rows: PlannedRow[] = []
  for (const group of groups.values()) rows.push(await planRow(tx, group))
  return rows
}

async function planRow(tx: Tx, changes: WaitingChange[]): Promise<PlannedRow> {
  const [first] = changes
  const record = first ? await tx.records.get(first.personId) : null
  if (!first || !record) throw new Error('An approved change belongs to a record that is gone')
  const doses = await tx.records.dosesOf(record.id)
  return {
    kind: exportKindOf(first, first.caseClass),
    record,
    doses,
    changes,
    before: currentValues({ record, doses }, changes),
    after: wantedValues(changes),
    conflicts: changes.flatMap((change) => conflictsOf(change, record, doses)),
  }
}

/** Somebody wrote something else since the approval, and it is not what was approved (features G05). */
function conflictsOf(change: ApprovedChange, record: PlatformRecord, doses: RecordedDose[]): PlannedRow['conflicts'] {
  const [is, approved] = [currentValues({ record, doses }, [change]), wantedValues([change])]
  return Object.keys(approved).flatMap((path) => {
    const row = {
      path,
      was: wasAt(change, path),
      is: is[path] ?? null,
      approved: approved[path] ?? null,
      changeId: change.id,
    }
    const untouched = sameValue(row.was, row.is) && change.state !== 'changed_by_other'
    return untouched || sameValue(row.is, row.approved) ? [] : [row]
  })
}

function wasAt(change: ApprovedChange, path: string): string | null {
  if (change.recorded === null || typeof change.recorded === 'string') return change.recorded
  const key = path.slice(path.lastIndexOf('.') + 1)
  return change.recorded[key as keyof typeof change.recorded] ?? null
}
