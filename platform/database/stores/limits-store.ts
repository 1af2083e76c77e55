import { sql } from 'kysely'
import type { Limits, Turn } from '../../../core/ports/limits.ts'
import type { Db } from '../database.ts'

export function limitsStore(db: Db, now: () => Date): Limits {
  const turn = (key: string, max: number, windowMs: number) => takeTurn(db, now(), { key, max, windowMs })
  return {
    turn,
    take: async (key, max, windowMs) => (await turn(key, max, windowMs)).ok,
    giveBack: async (key) => {
      await sql`update rate_limits set points = greatest(points - 1, 0) where key = ${key}`.execute(db)
    },
  }
}

interface Wish {
  key: string
  max: number
  windowMs: number
}

async function takeTurn(db: Db, at: Date, { key, max, windowMs }: Wish): Promise<Turn> {
  const { rows } = await sql<{ points: number; resets_at: Date }>`
    insert into rate_limits as l (key, points, resets_at) values (${key}, 1, ${new Date(at.getTime() + windowMs)})
    on conflict (key) do update set
      points = case when l.resets_at <= ${at} then 1 else l.points + 1 end,
      resets_at = case when l.resets_at <= ${at} then excluded.resets_at else l.resets_at end
    returning points, resets_at`.execute(db)
  const { points, resets_at: resetsAt } = rows[0] ?? { points: max + 1, resets_at: at }
  return { ok: points <= max, firstRefusal: points === max + 1, waitMs: resetsAt.getTime() - at.getTime() }
}
