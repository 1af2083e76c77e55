import type { Selectable } from 'kysely'
import type { Training, TrainingRun } from '../../../core/ports/training.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { TrainingRuns } from '../schema.ts'

export function trainingStore(db: Db): Training {
  const runs = (staffId: string, kind: string) =>
    db.selectFrom('training_runs').selectAll().where('staff_id', '=', staffId).where('kind', '=', kind)
  return {
    open: async (staffId, kind) => {
      const row = await runs(staffId, kind)
        .where('finished_at', 'is', null)
        .orderBy('begun_at', 'desc')
        .executeTakeFirst()
      return row ? runOf(row) : null
    },
    lastFinished: async (staffId, kind) => {
      const row = await runs(staffId, kind)
        .where('finished_at', 'is not', null)
        .orderBy('finished_at', 'desc')
        .executeTakeFirst()
      return row ? runOf(row) : null
    },
    begin: async ({ id, staffId, kind, begunAt }) => {
      await db.insertInto('training_runs').values({ id, staff_id: staffId, kind, begun_at: begunAt }).execute()
    },
    save: async (id, answers, finishedAt) => {
      const saved = { answers: json(answers), finished_at: finishedAt }
      await db.updateTable('training_runs').set(saved).where('id', '=', id).execute()
    },
    seeHint: async (staffId, page, at) => {
      const values = { staff_id: staffId, page, seen_at: at }
      await db
        .insertInto('staff_hints_seen')
        .values(values)
        .onConflict((c) => c.doNothing())
        .execute()
    },
  }
}

function runOf(row: Selectable<TrainingRuns>): TrainingRun {
  return {
    id: row.id,
    staffId: row.staff_id,
    kind: row.kind as TrainingRun['kind'],
    begunAt: row.begun_at,
    finishedAt: row.finished_at,
    answers: fromJson<TrainingRun['answers']>(row.answers),
  }
}
