import { sql } from 'kysely'
import type { Limits } from '../../../core/ports/limits.ts'
import type { Db } from '../database.ts'

export function limitsStore(db: Db, now: () => Date): Limits {
  return {
    take: async (key, max, windowMs) => {
      const at = now()
      const resetsAt = new Date(at.getTime() + windowMs)
      const { rows } = await sql<{ points: number }>`
        insert into rate_limits as l (key, points, resets_at) values (${key}, 1, ${resetsAt})
        on conflict (key) do update set
          points = case when l.resets_at <= ${at} then 1 else l.points + 1 end,
          resets_at = case when l.resets_at <= ${at} then excluded.resets_at else l.resets_at end
        returning points`.execute(db)
      return (rows[0]?.points ?? max + 1) <= max
    },
    giveBack: async (key) => {
      await sql`update rate_limits set points = greatest(points - 1, 0) where key = ${key}`.execute(db)
    },
  }
}
