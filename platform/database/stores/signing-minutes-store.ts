import type { Selectable } from 'kysely'
import type { SigningMinutes, SigningMinutesStore } from '../../../core/ports/signing-minutes.ts'
import type { Db } from '../database.ts'
import type { SigningMinutes as Row } from '../schema.ts'
import { yearlyNumber } from './yearly-number.ts'

export function signingMinutesStore(db: Db): SigningMinutesStore {
  const byId = (id: string) => db.selectFrom('signing_minutes').selectAll().where('id', '=', id)
  const orNull = (row: Selectable<Row> | undefined) => (row ? minutesOf(row) : null)
  return {
    nextNumber: (year) => yearlyNumber(db, 'signing_minutes', 'BB', year),
    insert: async (minutes) => {
      await db.insertInto('signing_minutes').values(columnsOf(minutes)).execute()
    },
    get: async (id) => orNull(await byId(id).executeTakeFirst()),
    lock: async (id) => orNull(await byId(id).forUpdate().executeTakeFirst()),
    settle: async ({ id, state, scanKey, recordedBy, recordedAt }) => {
      await db
        .updateTable('signing_minutes')
        .set({ state, scan_key: scanKey, recorded_by: recordedBy, recorded_at: recordedAt })
        .where('id', '=', id)
        .execute()
    },
    ofUnit: async (unitId, atMost) => {
      const rows = await db
        .selectFrom('signing_minutes')
        .selectAll()
        .where('unit_id', '=', unitId)
        .orderBy('drawn_up_at', 'desc')
        .limit(atMost)
        .execute()
      return rows.map(minutesOf)
    },
  }
}

function columnsOf(one: SigningMinutes) {
  return {
    ...{ id: one.id, number: one.number, unit_id: one.unitId, drawn_on: one.drawnOn, parties: one.parties },
    ...{ canonical: one.canonical, sha256: one.sha256, people: one.people, doses: one.doses },
    ...{ file_key: one.fileKey, file_sha256: one.fileSha256, scan_key: one.scanKey, state: one.state },
    ...{ drawn_up_by: one.drawnUpBy, drawn_up_at: one.drawnUpAt },
    ...{ recorded_by: one.recordedBy, recorded_at: one.recordedAt },
  }
}

function minutesOf(row: Selectable<Row>): SigningMinutes {
  return {
    ...{ id: row.id, number: row.number, unitId: row.unit_id, drawnOn: row.drawn_on, parties: row.parties },
    ...{ canonical: row.canonical, sha256: row.sha256, people: row.people, doses: row.doses },
    ...{ fileKey: row.file_key, fileSha256: row.file_sha256, scanKey: row.scan_key },
    state: row.state as SigningMinutes['state'],
    ...{ drawnUpBy: row.drawn_up_by, drawnUpAt: row.drawn_up_at },
    ...{ recordedBy: row.recorded_by, recordedAt: row.recorded_at },
  }
}
