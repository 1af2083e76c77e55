import type { App } from '../../ports/app.ts'
import type { DeadlineKind, LateSubject } from '../../ports/deadlines.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit, Units } from '../../ports/units.ts'
import { HAMLET_LADDER, LIST_LADDER, REPORT_LADDER } from './deadline-ladder.ts'

const HOUR = 3_600_000
const BATCH = 200

/** Notes once what turned amber, overdue or late at the police; answers how many notices are new. */
export async function chaseDeadlines(app: App): Promise<number> {
  const at = app.now()
  let noted = 0
  for (const { kind, hoursAfterRecording, upTo } of REPORT_LADDER) {
    const until = new Date(at.getTime() - hoursAfterRecording * HOUR)
    noted += await noteEach(
      app,
      kind,
      (tx) => tx.deadlines.lateReports(kind, until, BATCH),
      (units, { unitId }) => unitsUpTo(units, unitId, upTo),
    )
  }
  noted += await noteEach(
    app,
    'ruling_late',
    (tx) => tx.deadlines.lateRulings(at, BATCH),
    (units, { unitId }) => unitsUpTo(units, unitId, 'province'),
  )
  for (const { kind, hoursBeforeDue, tellsAbove } of LIST_LADDER) {
    const until = new Date(at.getTime() + hoursBeforeDue * HOUR)
    noted += await noteEach(
      app,
      kind,
      (tx) => tx.deadlines.lateLists(kind, until, BATCH),
      (units, list) => unitsOfList(units, list, tellsAbove),
    )
  }
  for (const { kind, hoursBeforeDue } of HAMLET_LADDER) {
    const until = new Date(at.getTime() + hoursBeforeDue * HOUR)
    const late = (tx: Tx) => tx.deadlines.lateHamletLists(kind, until, BATCH)
    noted += await noteEach(app, kind, late, async (_units, { unitId }) => [unitId])
  }
  return noted
}

async function noteEach(
  app: App,
  kind: DeadlineKind,
  late: (tx: Tx) => Promise<LateSubject[]>,
  told: (units: Units, subject: LateSubject) => Promise<string[]>,
): Promise<number> {
  let noted = 0
  for (;;) {
    const fresh = await app.store.transaction(async (tx) => {
      const subjects = await late(tx)
      let count = 0
      for (const subject of subjects) {
        const unitIds = await told(tx.units, subject)
        if (await tx.deadlines.note({ subjectId: subject.id, kind, unitIds, at: app.now() })) count += 1
      }
      return count
    })
    if (fresh === 0) return noted
    noted += fresh
  }
}

/** The unit itself and those above it, up to the first of this kind; the highest there is when none is. */
async function unitsUpTo(units: Units, unitId: string, kind: Unit['kind'] | null): Promise<string[]> {
  const told = [unitId]
  for (let unit = await units.get(unitId); kind && unit && unit.kind !== kind && unit.parentId; ) {
    told.push(unit.parentId)
    unit = await units.get(unit.parentId)
  }
  return told
}

async function unitsOfList(units: Units, list: LateSubject, tellsAbove: boolean): Promise<string[]> {
  const police = list.policeUnitId ? [list.policeUnitId] : []
  if (!tellsAbove) return [...police, list.unitId]
  const above = await Promise.all([...police, list.unitId].map(async (id) => (await units.get(id))?.parentId ?? null))
  return [...new Set([...police, list.unitId, ...above.filter((id) => id !== null)])]
}
