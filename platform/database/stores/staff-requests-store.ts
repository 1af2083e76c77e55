import { sql } from 'kysely'
import type { OpenStaffRequest, RoleDetail, StaffRequest, StaffRequests } from '../../../core/ports/staff-requests.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'

interface Row extends Omit<StaffRequest, 'role'> {
  detail: Partial<RoleDetail>
}

const COLUMNS = sql`r.id, r.kind, r.staff_id as "staffId", r.unit_id as "unitId", r.detail, r.asked_by as "askedBy",
  r.asked_at as "askedAt", r.expires_at as "expiresAt"`

export function staffRequestsStore(db: Db): StaffRequests {
  return {
    ask: async ({ id, kind, staffId, unitId, role, askedBy, askedAt, expiresAt }) => {
      const when = { asked_by: askedBy, asked_at: askedAt, expires_at: expiresAt }
      const values = { id, kind, staff_id: staffId, unit_id: unitId, detail: json(role ?? {}), ...when }
      const asked = await db
        .insertInto('staff_requests')
        .values(values)
        .onConflict((c) => c.columns(['staff_id', 'kind']).where('outcome', 'is', null).doNothing())
        .executeTakeFirst()
      return (asked.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    lock: async (id) => {
      const { rows } = await sql<Row>`
        select ${COLUMNS} from staff_requests r where r.id = ${id} and r.outcome is null for update`.execute(db)
      return rows[0] ? requestOf(rows[0]) : null
    },
    settle: async (id, by, outcome, at) => {
      const settled = { settled_by: by, outcome, settled_at: at }
      await db.updateTable('staff_requests').set(settled).where('id', '=', id).execute()
    },
    open: async (unitIds, now) => {
      const { rows } = await sql<Row & Omit<OpenStaffRequest, keyof StaffRequest>>`
        select ${COLUMNS}, s.full_name as "staffName", s.role as "staffRole", u.name as "unitName", a.full_name as "askedByName"
        from staff_requests r join staff s on s.id = r.staff_id join units u on u.id = r.unit_id
          join staff a on a.id = r.asked_by
        where r.outcome is null and r.expires_at > ${now} and r.unit_id = any(${[...unitIds]})
        order by r.asked_at`.execute(db)
      return rows.map(({ staffName, staffRole, unitName, askedByName, ...row }) => ({
        ...requestOf(row),
        staffName,
        staffRole,
        unitName,
        askedByName,
      }))
    },
    forget: async (now) => {
      await db.deleteFrom('staff_requests').where('outcome', 'is', null).where('expires_at', '<=', now).execute()
    },
  }
}

function requestOf({ detail, ...row }: Row): StaffRequest {
  return { ...row, role: row.kind === 'give_role' ? (detail as RoleDetail) : null }
}
