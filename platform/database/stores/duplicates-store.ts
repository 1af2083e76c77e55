import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../../core/policy.ts'
import type { Duplicates, MergePlan, PairRow, TwoRecordsClaim } from '../../../core/ports/duplicates.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'
import { inScope } from './in-scope.ts'
import { recordOf } from './records-store.ts'
import { joinOf } from './same-person-store.ts'

export function duplicatesStore(db: Db): Duplicates {
  return {
    ...pairs(db),
    ...joinsToPlan(db),
    ...mergePlans(db),
    forMatching: (scope) => forMatching(db, scope),
    claims: (scope) => claims(db, scope),
  }
}

async function forMatching(db: Db, scope: Scope) {
  const people = await db
    .selectFrom('people')
    .select(['id', 'unit_id', 'full_name', 'birth_text', 'sex', 'id_text', 'phone', 'province', 'district', 'commune'])
    .where(inScope(scope, 'unit_id'))
    .execute()
  const doses = await db
    .selectFrom('doses')
    .innerJoin('people', 'people.id', 'doses.person_id')
    .select(['doses.person_id', 'doses.given_text', 'doses.vaccine'])
    .where(inScope(scope, 'people.unit_id'))
    .execute()
  const perPerson = Map.groupBy(doses, (dose) => dose.person_id)
  return people.map((row) => ({
    personId: row.id,
    unitId: row.unit_id,
    text: {
      fullName: row.full_name,
      birthDate: row.birth_text,
      sex: row.sex ?? '',
      idNumber: row.id_text,
      phone: row.phone ?? '',
      province: row.province ?? '',
      district: row.district ?? '',
      commune: row.commune ?? '',
      doses: (perPerson.get(row.id) ?? []).map((dose) => ({ date: dose.given_text, vaccine: dose.vaccine })),
    },
  }))
}

function pairs(db: Db): Pick<Duplicates, 'keep' | 'page' | 'pair' | 'tellApart'> {
  const shown = (
    where: RawBuilder<unknown>,
    limit: number,
  ) => sql<ShownRow>`select d.first_id, d.second_id, d.bits, d.parts,
      d.found_at, to_jsonb(a) as first, to_jsonb(b) as second,
      coalesce((select case when j.confirmed_at is null then 'proposed' else 'confirmed' end from record_joins j
        where j.undone_at is null and least(j.kept_id, j.joined_id) = d.first_id
          and greatest(j.kept_id, j.joined_id) = d.second_id limit 1), 'no') as joined
    from duplicate_pairs d join people a on a.id = d.first_id join people b on b.id = d.second_id
    where ${where} order by d.bits desc, d.first_id, d.second_id limit ${limit}`
  return {
    keep: async (scope, found) => {
      await sql`delete from duplicate_pairs where told_apart_at is null and ${inScope(scope, 'unit_id')}`.execute(db)
      const rows = found.map(({ firstId, secondId, unitId, bits, parts, foundAt }) => {
        return { first_id: firstId, second_id: secondId, unit_id: unitId, bits, parts: json(parts), found_at: foundAt }
      })
      for (let from = 0; from < rows.length; from += 1000) {
        const some = db.insertInto('duplicate_pairs').values(rows.slice(from, from + 1000))
        await some.onConflict((c) => c.doNothing()).execute()
      }
    },
    page: async (scope, limit) => {
      const { rows } = await shown(sql`d.told_apart_at is null and ${inScope(scope, 'd.unit_id')}`, limit).execute(db)
      return rows.map(pairOf)
    },
    pair: async (firstId, secondId) => {
      const { rows } = await shown(sql`d.first_id = ${firstId} and d.second_id = ${secondId}`, 1).execute(db)
      return rows[0] ? pairOf(rows[0]) : null
    },
    tellApart: async (firstId, secondId, { staffId, at }) => {
      const told = { told_apart_by: staffId, told_apart_at: at }
      const pair = db.updateTable('duplicate_pairs').set(told).where('first_id', '=', firstId)
      await pair.where('second_id', '=', secondId).execute()
    },
  }
}

interface ShownRow {
  first_id: string
  second_id: string
  bits: number
  parts: PairRow['parts']
  found_at: Date
  first: Parameters<typeof recordOf>[0]
  second: Parameters<typeof recordOf>[0]
  joined: PairRow['joined']
}

function pairOf(row: ShownRow): PairRow {
  const { first_id: firstId, second_id: secondId, bits, parts, found_at: foundAt, joined } = row
  return { firstId, secondId, bits, parts, foundAt, joined, first: recordOf(row.first), second: recordOf(row.second) }
}

async function claims(db: Db, scope: Scope): Promise<TwoRecordsClaim[]> {
  const { rows } = await sql<TwoRecordsClaim>`select r.code, r.recorded_at as "recordedAt", r.person_id as "personId",
      u.name as "unitName"
    from reports r join units u on u.id = r.unit_id
    where 'DUPLICATE_OR_SPLIT_PROFILE' = any(r.types) and r.state in ('queued', 'in_review', 'deferred') and ${inScope(scope, 'r.unit_id')}
    order by r.due_at, r.id limit 200`.execute(db)
  return rows
}

function joinsToPlan(db: Db): Pick<Duplicates, 'toPlan' | 'planned'> {
  return {
    toPlan: async (scope) => {
      const rows = await db
        .selectFrom('record_joins')
        .innerJoin('people', 'people.id', 'record_joins.kept_id')
        .selectAll('record_joins')
        .where(inScope(scope, 'people.unit_id'))
        .where(
          sql<boolean>`(confirmed_at is not null and undone_at is null and planned_at is null)
            or (undone_at is not null and planned_at is not null and unplanned_at is null)`,
        )
        .orderBy('record_joins.confirmed_at')
        .orderBy('record_joins.id')
        .forUpdate('record_joins')
        .execute()
      return rows.map((row) => ({ join: joinOf(row), again: row.undone_at !== null }))
    },
    planned: async (joins, at) => {
      for (const { join, again } of joins) {
        const named = again ? { unplanned_at: at } : { planned_at: at }
        await db.updateTable('record_joins').set(named).where('id', '=', join.id).execute()
      }
    },
  }
}

function mergePlans(db: Db): Pick<Duplicates, 'keepPlan' | 'plan' | 'plans'> {
  const found = async (where: RawBuilder<unknown>, limit: number) => {
    const { rows } = await sql<MergePlan>`select p.id, u.name as "unitName", s.full_name as "staffName",
        p.drawn_up_at as "drawnUpAt", p.lines
      from merge_plans p join units u on u.id = p.unit_id join staff s on s.id = p.staff_id
      where ${where} order by p.drawn_up_at desc, p.id limit ${limit}`.execute(db)
    return rows
  }
  return {
    keepPlan: async ({ id, unitId, staffId, drawnUpAt, lines }) => {
      const values = { id, unit_id: unitId, staff_id: staffId, drawn_up_at: drawnUpAt, lines: json(lines) }
      await db.insertInto('merge_plans').values(values).execute()
    },
    plan: async (id, scope) => (await found(sql`p.id = ${id} and ${inScope(scope, 'p.unit_id')}`, 1))[0] ?? null,
    plans: (scope, limit) => found(inScope(scope, 'p.unit_id'), limit),
  }
}
