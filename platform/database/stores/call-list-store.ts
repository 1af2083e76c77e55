import type { Scope } from '../../../core/policy.ts'
import type { CallList, CallToMake } from '../../../core/ports/call-list.ts'
import type { Db } from '../database.ts'

export function callListStore(db: Db, now: () => Date): CallList {
  return {
    add: async ({ id, outboxId, unitId, reportId, phone, notice, reason }) => {
      await db
        .insertInto('call_list')
        .values({
          id,
          outbox_id: outboxId,
          unit_id: unitId,
          report_id: reportId,
          phone,
          notice,
          reason,
          added_at: now(),
        })
        .onConflict((c) => c.column('outbox_id').doNothing())
        .execute()
    },
    openOf: async (scope, limit) =>
      (await openIn(db, scope).orderBy('l.added_at').orderBy('l.id').limit(limit).execute()).map(callOf),
    countOf: async (scope) => {
      const base = db.selectFrom('call_list').select(({ fn }) => fn.countAll<string>().as('count'))
      const open = base.where('done_at', 'is', null)
      const mine = scope.unitIds === 'all' ? open : open.where('unit_id', 'in', withNobody(scope.unitIds))
      return Number((await mine.executeTakeFirst())?.count ?? 0)
    },
    lock: async (id, scope) => {
      const row = await openIn(db, scope).where('l.id', '=', id).forUpdate('l').executeTakeFirst()
      return row ? callOf(row) : null
    },
    done: async (id, { staffId, outcome, at }) => {
      await db
        .updateTable('call_list')
        .set({ done_at: at, done_by: staffId, outcome })
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .execute()
    },
    forget: async (doneBefore) => {
      const done = db.updateTable('call_list').set({ phone: null }).where('done_at', '<', doneBefore)
      await done.where('phone', 'is not', null).execute()
    },
  }
}

function openIn(db: Db, { unitIds }: Scope) {
  const open = db
    .selectFrom('call_list as l')
    .leftJoin('reports as r', 'r.id', 'l.report_id')
    .selectAll('l')
    .select('r.code as report_code')
    .where('l.done_at', 'is', null)
  return unitIds === 'all' ? open : open.where('l.unit_id', 'in', withNobody(unitIds))
}

/** SQL knows no empty list. */
function withNobody(unitIds: string[]): string[] {
  return unitIds.length > 0 ? unitIds : ['']
}

type Row = Awaited<ReturnType<ReturnType<typeof openIn>['execute']>>[number]

function callOf(row: Row): CallToMake {
  return {
    id: row.id,
    outboxId: row.outbox_id,
    unitId: row.unit_id,
    reportId: row.report_id,
    reportCode: row.report_code,
    phone: row.phone,
    notice: row.notice as CallToMake['notice'],
    reason: row.reason as CallToMake['reason'],
    addedAt: row.added_at,
  }
}
