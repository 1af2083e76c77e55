import type { SignedRecords } from '../../../core/ports/signing.ts'
import type { Db } from '../database.ts'

type Checks = Pick<SignedRecords, 'personIdsOf' | 'needsTwoPeople' | 'setRule' | 'addCheck' | 'checksOf'>

/** The part of the signed-records port about who may be signed for: people by their codes, and the second pair of eyes. */
export function signingChecks(db: Db): Checks {
  return {
    personIdsOf: async (recordIds) => {
      if (recordIds.length === 0) return []
      const rows = await db
        .selectFrom('people')
        .select('id')
        .where('record_id', 'in', [...recordIds])
        .execute()
      return rows.map((row) => row.id)
    },
    needsTwoPeople: async (unitId) => {
      const row = await db
        .selectFrom('signing_rules')
        .select('two_people')
        .where('unit_id', '=', unitId)
        .executeTakeFirst()
      return row?.two_people ?? false
    },
    setRule: async ({ unitId, twoPeople, by, at }) => {
      const columns = { two_people: twoPeople, set_by: by, set_at: at }
      await db
        .insertInto('signing_rules')
        .values({ unit_id: unitId, ...columns })
        .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(columns))
        .execute()
    },
    addCheck: async ({ personId, sha256, checkedBy, at }) => {
      await db
        .insertInto('signing_checks')
        .values({ person_id: personId, sha256, checked_by: checkedBy, checked_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    checksOf: async (personIds) => {
      if (personIds.length === 0) return []
      const rows = await db
        .selectFrom('signing_checks')
        .select(['person_id', 'sha256', 'checked_by'])
        .where('person_id', 'in', [...personIds])
        .execute()
      return rows.map((row) => ({ personId: row.person_id, sha256: row.sha256, checkedBy: row.checked_by }))
    },
  }
}
