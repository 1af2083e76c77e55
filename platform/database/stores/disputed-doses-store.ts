import { type Selectable, sql } from 'kysely'
import type { DisputedDose } from '../../../core/domain/report/disputed-dose.ts'
import type { DisputedDoses } from '../../../core/ports/disputed-doses.ts'
import type { Db } from '../database.ts'
import type { DisputedDoses as Row } from '../schema.ts'

export function disputedDosesStore(db: Db): DisputedDoses {
  return {
    freeze: async (reportId, doses, at) => {
      for (const { doseId, facility, givenOn } of doses) {
        await db
          .insertInto('disputed_doses')
          .values({ report_id: reportId, dose_id: doseId, facility, given_on: givenOn, disputed_at: at })
          .onConflict((c) => c.columns(['report_id', 'dose_id']).doUpdateSet({ released_at: null, outcome: null }))
          .execute()
      }
    },
    ofReport: async (reportId) => {
      const rows = db.selectFrom('disputed_doses').selectAll().where('report_id', '=', reportId)
      return (await rows.orderBy('given_on').orderBy('dose_id').execute()).map(disputeOf)
    },
    namePaper: async (reportId, { paper, paperNumber }) => {
      await db
        .updateTable('disputed_doses')
        .set({ paper, paper_number: paperNumber })
        .where('report_id', '=', reportId)
        .execute()
    },
    settle: async (reportId, outcome, at) => {
      await db
        .updateTable('disputed_doses')
        .set({ outcome, released_at: outcome === 'removed' ? null : at })
        .where('report_id', '=', reportId)
        .execute()
    },
    frozenOf: (personIds) => frozenOf(db, personIds),
    countsPerPlaceAndDay: (since) => countsPerPlaceAndDay(db, since),
  }
}

async function frozenOf(db: Db, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('disputed_doses as x')
    .innerJoin('doses as d', 'd.id', 'x.dose_id')
    .select('x.dose_id')
    .where('d.person_id', 'in', [...personIds])
    .where('x.released_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.dose_id))
}

async function countsPerPlaceAndDay(db: Db, since: Date) {
  const people = sql<number>`count(distinct report_id)::int`
  return db
    .selectFrom('disputed_doses')
    .select(['facility', 'given_on as givenOn', people.as('people')])
    .where('disputed_at', '>=', since)
    .groupBy(['facility', 'given_on'])
    .orderBy(people, 'desc')
    .orderBy('facility')
    .orderBy('given_on')
    .execute()
}

function disputeOf(row: Selectable<Row>): DisputedDose {
  return {
    reportId: row.report_id,
    doseId: row.dose_id,
    facility: row.facility,
    givenOn: row.given_on,
    disputedAt: row.disputed_at,
    releasedAt: row.released_at,
    outcome: row.outcome as DisputedDose['outcome'],
    paper: row.paper as DisputedDose['paper'],
    paperNumber: row.paper_number,
  }
}
