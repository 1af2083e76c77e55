import type { UnmaskReason } from '../../../core/domain/staff/unmask.ts'
import type { PhotoUnmasks } from '../../../core/ports/photo-unmasks.ts'
import type { Db } from '../database.ts'

export function photoUnmasksStore(db: Db): PhotoUnmasks {
  return {
    record: async (unmask) => {
      const values = {
        id: unmask.id,
        photo_id: unmask.photoId,
        report_id: unmask.reportId,
        staff_id: unmask.staffId,
        reason: unmask.reason,
        note: unmask.note,
        unmasked_at: unmask.unmaskedAt,
        expires_at: unmask.expiresAt,
      }
      await db.insertInto('photo_unmasks').values(values).execute()
    },
    live: async (photoId, staffId, at) => {
      const row = await db
        .selectFrom('photo_unmasks')
        .selectAll()
        .where('photo_id', '=', photoId)
        .where('staff_id', '=', staffId)
        .where('expires_at', '>', at)
        .orderBy('expires_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row
        ? {
            id: row.id,
            photoId,
            reportId: row.report_id,
            staffId,
            reason: row.reason as UnmaskReason,
            note: row.note,
            unmaskedAt: row.unmasked_at,
            expiresAt: row.expires_at,
          }
        : null
    },
  }
}
