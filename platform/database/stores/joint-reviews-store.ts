import { sql } from 'kysely'
import type { JointReviews, OpenJointReview } from '../../../core/ports/joint-reviews.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'

export function jointReviewsStore(db: Db): JointReviews {
  return {
    call: async ({ id, identityCaseId, rounds, calledAt }) => {
      await db
        .insertInto('joint_reviews')
        .values({ id, identity_case_id: identityCaseId, rounds, called_at: calledAt })
        .onConflict((c) => c.doNothing())
        .execute()
    },
    openIn: (unitIds) => openIn(db, unitIds),
    openAtPolice: async (policeUnitId) => {
      const { rows } = await sql<{ fullName: string; listNumber: string; rounds: number; calledAt: Date }>`
        select distinct on (j.id) r.full_name as "fullName", l.number as "listNumber", j.rounds, j.called_at as "calledAt"
        from joint_reviews j join police_rows r using (identity_case_id) join police_lists l on l.id = r.list_id
        where ${OPEN} and l.police_unit_id = ${policeUnitId}
        order by j.id, l.created_at desc`.execute(db)
      return rows
    },
    openOf: async (identityCaseIds) => {
      if (identityCaseIds.length === 0) return new Set()
      const open = db.selectFrom('joint_reviews as j').select('j.identity_case_id').where(OPEN)
      const rows = await open.where('j.identity_case_id', 'in', [...identityCaseIds]).execute()
      return new Set(rows.map((row) => row.identity_case_id))
    },
    endOfCase: async (identityCaseId, at) => {
      await db
        .updateTable('joint_reviews as j')
        .set({ ended_at: at })
        .where('j.identity_case_id', '=', identityCaseId)
        .where(OPEN)
        .execute()
    },
    lock: async (id) => {
      const row = await db
        .selectFrom('joint_reviews as j')
        .innerJoin('identity_cases as c', 'c.id', 'j.identity_case_id')
        .select(['j.id', 'j.identity_case_id as identityCaseId', 'j.rounds', 'j.called_at as calledAt'])
        .select('c.unit_id as unitId')
        .where('j.id', '=', id)
        .where(OPEN)
        .forUpdate('j')
        .executeTakeFirst()
      return row ?? null
    },
    record: async (id, { on, parties, outcome, staffId, at }) => {
      await db
        .updateTable('joint_reviews')
        .set({ held_on: on, parties, outcome, recorded_by: staffId, recorded_at: at })
        .where('id', '=', id)
        .execute()
    },
  }
}

/** Of `joint_reviews j`: neither held nor ended. */
const OPEN = sql<boolean>`j.recorded_at is null and j.ended_at is null`

async function openIn(db: Db, unitIds: string[] | 'all'): Promise<OpenJointReview[]> {
  const { rows } = await sql<OpenJointReview>`
    select j.id, j.identity_case_id as "identityCaseId", j.rounds, j.called_at as "calledAt", c.unit_id as "unitId",
      u.name as "unitName", c.proposed ->> 'fullName' as "fullName",
      array(select r.code from identity_case_reports l join reports r on r.id = l.report_id
        where l.identity_case_id = c.id order by r.recorded_at) as "reportCodes"
    from joint_reviews j join identity_cases c on c.id = j.identity_case_id join units u on u.id = c.unit_id
    where ${OPEN} and ${inScope({ unitIds }, 'c.unit_id')} order by j.called_at`.execute(db)
  return rows
}
