import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type {
  NewPlatformTask,
  PlatformTaskKind,
  PlatformTasks,
  ShownPlatformTask,
} from '../../../core/ports/platform-desk.ts'
import type { Db } from '../database.ts'
import { fieldOfColumn } from './approved-changes-store.ts'

export function platformTasksStore(db: Db, now: () => Date): PlatformTasks {
  return { ...opening(db, now), ...closing(db), ...reading(db) }
}

function opening(db: Db, now: () => Date): Pick<PlatformTasks, 'open' | 'openOnce'> {
  return {
    open: async (task) => {
      const again = sql<number>`platform_tasks.rounds + 1`
      const fresh = columnsOf(task, now())
      const { opened_at, due_at, unit_id, export_id } = fresh
      const reopened = { opened_at, due_at, unit_id, export_id, rounds: again, closed_at: null, closed_by: null }
      const result = await insert(db, fresh)
        .onConflict((c) =>
          c
            .columns(['kind', 'subject_id', 'stage'])
            .doUpdateSet(reopened)
            .where('platform_tasks.closed_at', 'is not', null),
        )
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    openOnce: async (task) => {
      const result = await insert(db, columnsOf(task, now()))
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
  }
}

function closing(db: Db): Pick<PlatformTasks, 'close' | 'closeOne'> {
  return {
    close: async (subjectIds, kinds, at) => {
      if (subjectIds.length === 0) return
      const open = db.updateTable('platform_tasks').set({ closed_at: at }).where('closed_at', 'is', null)
      await open
        .where('subject_id', 'in', [...subjectIds])
        .where('kind', 'in', [...kinds])
        .execute()
    },
    closeOne: async (id, { staffId, unitId, at }) => {
      const open = db.updateTable('platform_tasks').set({ closed_at: at, closed_by: staffId })
      const mine = open.where('id', '=', id).where('unit_id', '=', unitId).where('closed_at', 'is', null)
      return ((await mine.executeTakeFirst()).numUpdatedRows ?? 0n) > 0n
    },
  }
}

function reading(db: Db): Pick<PlatformTasks, 'ofUnit' | 'countOf' | 'doseKeepersOf'> {
  return {
    ofUnit: (unitId) => ofUnit(db, unitId),
    countOf: async (unitId) => {
      const open = db.selectFrom('platform_tasks').where('unit_id', '=', unitId).where('closed_at', 'is', null)
      const { n } = await open.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
      return n
    },
    doseKeepersOf: async (reportId) => {
      const rows = await db
        .selectFrom('platform_tasks as t')
        .innerJoin('units as u', 'u.id', 't.unit_id')
        .select(['u.name', 't.due_at', 't.closed_at'])
        .where('t.kind', '=', 'dose_elsewhere')
        .where('t.report_id', '=', reportId)
        .orderBy('t.opened_at')
        .execute()
      return rows.map((row) => ({ unitName: row.name, dueAt: row.due_at, isDone: row.closed_at !== null }))
    },
  }
}

type Columns = ReturnType<typeof columnsOf>

const insert = (db: Db, values: Columns) => db.insertInto('platform_tasks').values(values)

function columnsOf(task: NewPlatformTask, at: Date) {
  return {
    id: randomUUID(),
    kind: task.kind,
    subject_id: task.subjectId,
    unit_id: task.unitId,
    person_id: task.personId,
    report_id: task.reportId,
    export_id: task.exportId,
    stage: task.stage,
    facility: task.facility,
    opened_at: at,
    due_at: new Date(at.getTime() + task.hours * 3_600_000),
  }
}

async function ofUnit(db: Db, unitId: string): Promise<ShownPlatformTask[]> {
  const rows = await db
    .selectFrom('platform_tasks as t')
    .leftJoin('people as p', 'p.id', 't.person_id')
    .leftJoin('reports as r', 'r.id', 't.report_id')
    .leftJoin('units as u', 'u.id', 'r.unit_id')
    .leftJoin('exports as x', 'x.id', 't.export_id')
    .leftJoin('approved_changes as c', 'c.id', 't.subject_id')
    .selectAll('t')
    .select(['p.full_name', 'p.record_id', 'r.code', 'r.unit_id as report_unit', 'u.name', 'x.number', 'c.field'])
    .where('t.unit_id', '=', unitId)
    .where('t.closed_at', 'is', null)
    .orderBy('t.due_at')
    .orderBy('t.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as PlatformTaskKind,
    subjectId: row.subject_id,
    unitId: row.unit_id,
    personId: row.person_id,
    reportId: row.report_id,
    exportId: row.export_id,
    stage: row.stage,
    facility: row.facility,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    rounds: row.rounds,
    personName: row.full_name,
    recordId: row.record_id,
    reportCode: row.code,
    exportNumber: row.number,
    field: row.field === null ? null : fieldOfColumn(row.field),
    fromUnitName: row.report_unit === unitId ? null : row.name,
  }))
}
