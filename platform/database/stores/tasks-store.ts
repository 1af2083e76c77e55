import { randomUUID } from 'node:crypto'
import type { Tasks } from '../../../core/ports/tasks.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'

export function tasksStore(db: Db, now: () => Date): Tasks {
  return {
    promise: async (task) => {
      const values = {
        id: randomUUID(),
        name: task.name,
        data: json(task.data),
        unique_key: task.uniqueKey,
        not_before: task.notBefore ?? null,
        promised_at: now(),
      }
      await db
        .insertInto('tasks')
        .values(values)
        .onConflict((c) => c.column('unique_key').doNothing())
        .execute()
    },
  }
}
