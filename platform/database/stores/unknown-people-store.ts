import { sql } from 'kysely'
import type { UnknownPeople } from '../../../core/ports/unknown-people.ts'
import type { Db } from '../database.ts'
import { reportOf } from './reports-store.ts'

export function unknownPeopleStore(db: Db): UnknownPeople {
  const said = (phone: string, personId: string) =>
    db.selectFrom('unknown_people').select('id').where('phone', '=', phone).where('person_id', '=', personId)
  return {
    hide: async ({ id, phone, personId, address, caseId, saidAt }) => {
      const added = await db
        .insertInto('unknown_people')
        .values({ id, phone, person_id: personId, address, case_id: caseId, said_at: saidAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      await sql`update proofs set expires_at = ${saidAt}
        where person_id = ${personId} and expires_at > ${saidAt} and (phone = ${phone} or address = ${address})`.execute(
        db,
      )
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    isHidden: async (phone, personId) => (await said(phone, personId).executeTakeFirst()) !== undefined,
    disownedPhone: async (personId) => {
      const row = await db
        .selectFrom('unknown_people as unknown')
        .innerJoin('people', (join) =>
          join.onRef('people.id', '=', 'unknown.person_id').onRef('people.phone', '=', 'unknown.phone'),
        )
        .select('unknown.id')
        .where('unknown.person_id', '=', personId)
        .executeTakeFirst()
      return row !== undefined
    },
    casesOf: async (phone) => {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where('id', 'in', db.selectFrom('unknown_people').select('case_id').where('phone', '=', phone))
        .orderBy('recorded_at', 'desc')
        .execute()
      return rows.map(reportOf)
    },
  }
}
