import type { Audit } from '../../../core/ports/audit.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'

export function auditStore(db: Db, now: () => Date): Audit {
  return {
    write: async (entry) => {
      const values = {
        at: now(),
        actor_kind: entry.staffId ? 'staff' : 'system',
        staff_id: entry.staffId,
        action: entry.action,
        subject_kind: entry.subjectKind,
        subject_id: entry.subjectId,
        detail: json(entry.detail ?? {}),
      }
      await db.insertInto('audit').values(values).execute()
    },
  }
}
