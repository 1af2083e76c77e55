import { type Selectable, sql } from 'kysely'
import type { RecordJoin, SamePerson } from '../../../core/ports/same-person.ts'
import type { Db } from '../database.ts'
import type { RecordJoins } from '../schema.ts'

export function samePersonStore(db: Db): SamePerson {
  return { ...numbers(db), ...joins(db), ...steps(db) }
}

function numbers(db: Db): Pick<SamePerson, 'holdersOf' | 'numbersOf' | 'priorNumbersOf' | 'addNumber'> {
  return {
    holdersOf: async (number) => {
      const rows = await db.selectFrom('person_numbers').select('person_id').where('number', '=', number).execute()
      return rows.map((row) => row.person_id)
    },
    numbersOf: async (personIds) => {
      const rows = await db
        .selectFrom('person_numbers')
        .select(['person_id', 'number'])
        .where('person_id', '=', anyOf(personIds))
        .execute()
      const perPerson = Map.groupBy(rows, (row) => row.person_id)
      return new Map([...perPerson].map(([id, found]) => [id, found.map((row) => row.number)]))
    },
    priorNumbersOf: async (personId) => {
      const query = db.selectFrom('person_numbers').select(['number', 'kind', 'changed_on'])
      const rows = await query.where('person_id', '=', personId).orderBy('number').execute()
      return rows.map((row) => ({
        number: row.number,
        kind: row.kind as 'cmnd' | 'cccd',
        changedOn: row.changed_on,
      }))
    },
    addNumber: async (personId, { number, kind, changedOn }, { staffId, reportId, at }) => {
      const told = { source: 'card_qr', report_id: reportId, confirmed_by: staffId, confirmed_at: at }
      const result = await db
        .insertInto('person_numbers')
        .values({ number, person_id: personId, kind, changed_on: changedOn, ...told })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
  }
}

function joins(db: Db): Pick<SamePerson, 'standsFor' | 'joinedInto' | 'joinsOf' | 'lockJoin'> {
  const standing = () => db.selectFrom('record_joins').where('undone_at', 'is', null)
  const confirmed = () => standing().where('confirmed_at', 'is not', null)
  return {
    standsFor: async (personIds) => {
      const rows = await confirmed()
        .select(['kept_id', 'joined_id'])
        .where('joined_id', '=', anyOf(personIds))
        .execute()
      const kept = new Map(rows.map((row) => [row.joined_id, row.kept_id]))
      return new Map(personIds.map((id) => [id, kept.get(id) ?? id]))
    },
    joinedInto: async (personId) =>
      (await confirmed().select('joined_id').where('kept_id', '=', personId).execute()).map((row) => row.joined_id),
    joinsOf: async (personId) => {
      const either = standing()
        .selectAll()
        .where((eb) => eb.or([eb('kept_id', '=', personId), eb('joined_id', '=', personId)]))
      return (await either.orderBy('proposed_at').orderBy('id').execute()).map(joinOf)
    },
    lockJoin: async (id) => {
      const row = await standing().selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? joinOf(row) : null
    },
  }
}

function steps(db: Db): Pick<SamePerson, 'propose' | 'confirm' | 'undo'> {
  return {
    propose: async ({ id, keptId, joinedId, reportId, proposedBy, proposedAt }) => {
      const ids = { id, kept_id: keptId, joined_id: joinedId, report_id: reportId }
      const result = await db
        .insertInto('record_joins')
        .values({ ...ids, proposed_by: proposedBy, proposed_at: proposedAt })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    confirm: async (id, { staffId, at }) => {
      const told = { confirmed_by: staffId, confirmed_at: at }
      await db.updateTable('record_joins').set(told).where('id', '=', id).execute()
    },
    undo: async (id, { staffId, at }) => {
      await db.updateTable('record_joins').set({ undone_by: staffId, undone_at: at }).where('id', '=', id).execute()
    },
  }
}

/** Unlike `in`, this stands for no ids too. */
const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

export function joinOf(row: Selectable<RecordJoins>): RecordJoin {
  return {
    id: row.id,
    keptId: row.kept_id,
    joinedId: row.joined_id,
    reportId: row.report_id,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
  }
}
