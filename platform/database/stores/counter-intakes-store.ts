import type { Selectable } from 'kysely'
import type { CounterIntake, CounterIntakes } from '../../../core/ports/counter-intakes.ts'
import type { Db } from '../database.ts'
import type { CounterIntakes as Row } from '../schema.ts'

export function counterIntakesStore(db: Db): CounterIntakes {
  const rows = () => db.selectFrom('counter_intakes').selectAll()
  return {
    add: async ({ reportId, takenBy, unitId, way, takenAt, typedAt, opened, phone, slipHash }) => {
      const who = { report_id: reportId, taken_by: takenBy, unit_id: unitId, opened, phone, slip_hash: slipHash }
      await db
        .insertInto('counter_intakes')
        .values({ ...who, way, taken_at: takenAt, typed_at: typedAt })
        .execute()
    },
    replaceSlip: async (reportId, takenBy, slipHash) => {
      const [newest] = await rows()
        .where('report_id', '=', reportId)
        .where('taken_by', '=', takenBy)
        .orderBy('typed_at', 'desc')
        .limit(1)
        .execute()
      if (!newest) return
      await db
        .updateTable('counter_intakes')
        .set({ slip_hash: slipHash })
        .where('slip_hash', '=', newest.slip_hash)
        .execute()
    },
    forgetPhones: async (takenBefore) => {
      await db
        .updateTable('counter_intakes')
        .set({ phone: null })
        .where('typed_at', '<', takenBefore)
        .where('phone', 'is not', null)
        .execute()
    },
    bySlip: async (slipHash) => {
      const row = await rows().where('slip_hash', '=', slipHash).executeTakeFirst()
      return row ? intakeOf(row) : null
    },
  }
}

function intakeOf(row: Selectable<Row>): CounterIntake {
  const { report_id: reportId, taken_by: takenBy, unit_id: unitId, phone, slip_hash: slipHash } = row
  const times = { takenAt: row.taken_at, typedAt: row.typed_at }
  return {
    reportId,
    takenBy,
    unitId,
    opened: row.opened,
    way: row.way as CounterIntake['way'],
    phone,
    slipHash,
    ...times,
  }
}
