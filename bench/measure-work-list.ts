import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Officer } from '../core/ports/staff.ts'
import type { WorkCursor, WorkOrder } from '../core/ports/work-list.ts'
import { type ListWork, listWork, PAGE_ROWS } from '../core/use-cases/desk/list-work.ts'
import { createApp } from '../platform/app.ts'
import { type Db, openDatabase } from '../platform/database/database.ts'
import { openPhotoDesk } from '../platform/photos/photo-desk.ts'
import { insertPracticeUnits } from '../test/support/people.ts'
import { type Line, median } from './table.ts'

const ROWS = 15_000
const PAGES = 20
const ALL = { state: null, type: null, colour: null, mine: false, code: null }

type Wish = Partial<ListWork['filter']> & { order?: WorkOrder }

/** What officers do with a list (features E03): look, filter, sort. */
const WISHES: Record<string, Wish> = {
  list: { open: true },
  'everything, decided too': {},
  'by kind': { type: 'WRONG_DOB' },
  'by colour': { colour: 'amber' },
  'by state': { state: 'queued' },
  'by code': { code: 'PB1' },
  mine: { mine: true, open: true },
  'easy first': { open: true, order: 'easy' },
}

/** One ward with 15,000 open reports (features E03): pages with exact counts, against the bare page without any. */
export async function measureWorkList(databaseUrl: string, filesDir: string): Promise<Line> {
  const db = openDatabase(databaseUrl, () => undefined, 4)
  const app = createApp(db, {
    photos: openPhotoDesk(),
    masterKey: Buffer.alloc(32, 7),
    filesDir,
    s3: null,
    publicUrl: 'http://localhost',
    practice: true,
  })
  await insertWard(db)
  const officer = { kind: 'staff', staffId: randomUUID(), role: 'clerk', unitId: 'tyt-mau' } as unknown as Officer
  const house: number[] = []
  const floor: number[] = []
  const told: string[] = []
  for (const [name, wish] of Object.entries(WISHES)) {
    const times: number[] = []
    let after: WorkCursor | null = null
    for (let page = 0; page < PAGES; page += 1) {
      const { order = 'due', ...filter }: Wish = wish
      const seen = await timed(times, () => listWork(app, { officer, filter: { ...ALL, ...filter }, order, after }))
      if (!seen.ok) throw new Error(`The work list objects: ${seen.objection.code}`)
      after = seen.value.next
      await timed(floor, () => barePage(db))
    }
    told.push(`${name} ${median(times).toFixed(0)}/${p95(times).toFixed(0)}`)
    house.push(...times)
  }
  await db.destroy()
  const note = `ms, median/95 %: ${told.join(', ')}; all within ${p95(house).toFixed(0)} (allowed: 400)`
  const perSecond = (times: number[]) => times.map((ms) => 1_000 / ms)
  return { name: 'work list of 15,000', unit: 'pages/s', house: perSecond(house), floor: perSecond(floor), note }
}

const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  times.push(performance.now() - started)
  return result
}

async function barePage(db: Db): Promise<void> {
  await sql`select id, code, types, state, recorded_at, due_at from reports
    where unit_id = 'tyt-mau' order by due_at, id limit ${PAGE_ROWS}`.execute(db)
}

async function insertWard(db: Db): Promise<void> {
  await insertPracticeUnits(db)
  await sql`insert into reports (id, code, idempotency_key, types, state, recorded_at, due_at, unit_id, claimant, changes)
    select gen_random_uuid(), 'PB-' || n, 'bulk-' || n,
      case when n % 3 = 0 then array['WRONG_DOB'] else array['MISSING_DOSE'] end, 'queued',
      now() - make_interval(mins => n % 2000), now() + make_interval(hours => 48, mins => -(n % 2000)),
      'tyt-mau', '{"fullName": "Nguyễn Thị Thử"}', '[{"field": "fullName", "source": "typed"}]'
    from generate_series(1, ${ROWS}) n`.execute(db)
  await sql`analyze reports`.execute(db)
}
