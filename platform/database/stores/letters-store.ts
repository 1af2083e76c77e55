import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Letter, LetterBatch, LetterKind, Letters } from '../../../core/ports/letters.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'
import { subjectsOfLetters } from './letter-subjects.ts'

const BY_ADDRESS = sql`coalesce(a.address, ''), a.full_name, a.subject_key`

export function lettersStore(db: Db): Letters {
  return {
    waiting: async (kind, scope) => {
      const { rows } = await sql<LetterRow>`select a.* from (${subjectsOfLetters(kind, 'waiting')}) a
        where ${inScope(scope, 'a.unit_id')} and not exists (select from letters l where l.kind = ${kind} and l.subject_key = a.subject_key)
        order by ${BY_ADDRESS}`.execute(db)
      return rows.map(letterOf)
    },
    drawUp: async ({ id, kind, staffId, at }, letters) => {
      if (letters.length === 0) return 0
      const rows = letters.map((letter) => ({
        id: randomUUID(),
        unit_id: letter.unitId,
        kind,
        subject_key: letter.subjectKey,
        person_id: letter.personId,
        report_id: letter.reportId,
        batch_id: id,
        drawn_up_by: staffId,
        drawn_up_at: at,
        handed_over_by: null,
        handed_over_at: null,
      }))
      const added = db.insertInto('letters').values(rows)
      const result = await added.onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
      return Number(result.numInsertedOrUpdatedRows ?? 0n)
    },
    batches: (scope, limit) => batches(db, inScope(scope, 'a.unit_id'), limit),
    batch: async (id, scope) =>
      (await batches(db, sql`a.batch_id = ${id}::uuid and ${inScope(scope, 'a.unit_id')}`, 1))[0] ?? null,
    ofBatch: async (id, kind) => {
      const { rows } = await sql<LetterRow>`select a.* from (${subjectsOfLetters(kind, 'everyone')}) a
        join letters l on l.kind = ${kind} and l.subject_key = a.subject_key
        where l.batch_id = ${id}::uuid order by ${BY_ADDRESS}`.execute(db)
      return rows.map(letterOf)
    },
    handOver: async (id, staffId, at) => {
      const marked = await db
        .updateTable('letters')
        .set({ handed_over_by: staffId, handed_over_at: at })
        .where('batch_id', '=', id)
        .where('handed_over_at', 'is', null)
        .executeTakeFirst()
      return marked.numUpdatedRows > 0n
    },
  }
}

async function batches(db: Db, where: RawBuilder<unknown>, limit: number): Promise<LetterBatch[]> {
  const { rows } = await sql<BatchRow>`select a.batch_id, a.kind, a.unit_id, a.drawn_up_at, a.handed_over_at,
      count(*)::int as letters
    from letters a where ${where}
    group by a.batch_id, a.kind, a.unit_id, a.drawn_up_at, a.handed_over_at
    order by a.drawn_up_at desc, a.batch_id limit ${limit}`.execute(db)
  return rows.map((row) => ({
    id: row.batch_id,
    kind: row.kind,
    unitId: row.unit_id,
    drawnUpAt: row.drawn_up_at,
    handedOverAt: row.handed_over_at,
    letters: row.letters,
  }))
}

interface BatchRow {
  batch_id: string
  kind: LetterKind
  unit_id: string
  drawn_up_at: Date
  handed_over_at: Date | null
  letters: number
}

interface LetterRow {
  subject_key: string
  person_id: string | null
  report_id: string | null
  unit_id: string
  full_name: string
  address: string | null
  locale: 'vi' | 'en'
  code: string | null
  state: Letter['state']
  refusal_reasons: Letter['refusalReasons']
}

function letterOf(row: LetterRow): Letter {
  return {
    subjectKey: row.subject_key,
    personId: row.person_id,
    reportId: row.report_id,
    unitId: row.unit_id,
    fullName: row.full_name,
    address: row.address,
    locale: row.locale,
    code: row.code,
    state: row.state,
    refusalReasons: row.refusal_reasons,
  }
}
