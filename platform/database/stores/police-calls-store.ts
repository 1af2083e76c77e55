import { type Selectable, sql } from 'kysely'
import type { PoliceCall, PoliceCalls } from '../../../core/ports/police-calls.ts'
import type { Db } from '../database.ts'
import type { PoliceCalls as Row } from '../schema.ts'

export function policeCallsStore(db: Db): PoliceCalls {
  return {
    add: async (call) => {
      const { before } = await db
        .selectFrom('police_calls')
        .select(({ fn }) => fn.coalesce(fn.max('attempt'), sql<number>`0`).as('before'))
        .where('report_id', '=', call.reportId)
        .executeTakeFirstOrThrow()
      const attempt = Number(before) + 1
      await db.insertInto('police_calls').values(columnsOf(call, attempt)).execute()
      return attempt
    },
    openOf: async (reportId) => {
      const row = await db
        .selectFrom('police_calls')
        .selectAll()
        .where('report_id', '=', reportId)
        .where('ended_at', 'is', null)
        .orderBy('attempt', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? callOf(row) : null
    },
    endOfCase: async (identityCaseId, at) => {
      await db
        .updateTable('police_calls')
        .set({ ended_at: at })
        .where('identity_case_id', '=', identityCaseId)
        .where('ended_at', 'is', null)
        .execute()
    },
    attemptsOf: async (identityCaseIds) => {
      if (identityCaseIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('police_calls')
        .select(({ fn }) => ['identity_case_id', fn.max('attempt').as('attempts')])
        .where('identity_case_id', 'in', [...identityCaseIds])
        .groupBy('identity_case_id')
        .execute()
      return new Map(rows.map((row) => [row.identity_case_id, Number(row.attempts)]))
    },
  }
}

function columnsOf(call: Omit<PoliceCall, 'attempt' | 'endedAt'>, attempt: number) {
  return {
    id: call.id,
    kind: call.kind,
    report_id: call.reportId,
    identity_case_id: call.identityCaseId,
    police_row_id: call.policeRowId,
    police_unit_id: call.policeUnitId,
    come_on: call.comeOn,
    come_part: call.comePart,
    attempt,
    called_at: call.calledAt,
  }
}

function callOf(row: Selectable<Row>): PoliceCall {
  return {
    id: row.id,
    kind: row.kind as PoliceCall['kind'],
    reportId: row.report_id,
    identityCaseId: row.identity_case_id,
    policeRowId: row.police_row_id,
    policeUnitId: row.police_unit_id,
    comeOn: row.come_on,
    comePart: row.come_part as PoliceCall['comePart'],
    attempt: row.attempt,
    calledAt: row.called_at,
    endedAt: row.ended_at,
  }
}
