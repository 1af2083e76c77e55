import { sql } from 'kysely'
import { PLACE_FRESH_MS } from '../../../core/domain/staff-account/account-rules.ts'
import type { Staff } from '../../../core/ports/staff.ts'
import type { Db } from '../database.ts'

type Accounts = Pick<
  Staff,
  | 'saveSubject'
  | 'subjectProved'
  | 'seen'
  | 'confirm'
  | 'close'
  | 'beginAnew'
  | 'reopen'
  | 'saveTotp'
  | 'factorEnrolled'
  | 'idleSince'
  | 'workedAt'
>

/** The half of the staff store that speaks of an account's coming and going. */
export function accountsStore(db: Db): Accounts {
  const set = async (staffId: string, values: object) => {
    await db.updateTable('staff').set(values).where('id', '=', staffId).execute()
  }
  return {
    saveSubject: async (staffId, subject, saidBy) => {
      const taken = db.selectFrom('staff').select('id').where('province_subject', '=', subject)
      if (subject !== null && (await taken.where('id', '<>', staffId).executeTakeFirst())) return false
      await set(staffId, { province_subject: subject, province_unproved: subject !== null && saidBy === 'leader' })
      return true
    },
    subjectProved: (staffId) => set(staffId, { province_unproved: false }),
    confirm: (staffId, by) => set(staffId, { confirmed_by: by }),
    seen: (staffId, at) => set(staffId, { last_seen_at: at }),
    close: (staffId, why, at) => set(staffId, { closed_at: at, closed_why: why }),
    beginAnew: (staffId, hash, until) =>
      set(staffId, {
        password_hash: hash,
        must_change_password: true,
        must_enrol_factor: true,
        first_password_until: until,
        totp_secret: Buffer.alloc(0),
        failed_log_ins: 0,
        locked_until: null,
      }),
    reopen: (staffId) => set(staffId, { closed_at: null, closed_why: null, last_seen_at: null }),
    saveTotp: (staffId, totpSecret) => set(staffId, { totp_secret: totpSecret, last_totp_step: 0 }),
    factorEnrolled: (staffId) => set(staffId, { must_enrol_factor: false }),
    idleSince: async (moment) => {
      const idle = db.selectFrom('staff').select(['id as staffId', 'unit_id as unitId']).where('closed_at', 'is', null)
      return idle.where('last_seen_at', '<=', moment).execute()
    },
    workedAt: (staffId, place, at, others) => workedAt(db, staffId, place, at, others),
  }
}

async function workedAt(db: Db, staffId: string, place: string, at: Date, others: Date): Promise<boolean> {
  const fresh = new Date(at.getTime() - PLACE_FRESH_MS)
  const known = await db
    .selectFrom('staff_places')
    .select(['place', 'seen_at'])
    .where('staff_id', '=', staffId)
    .execute()
  if (known.some((one) => one.place === place && one.seen_at > fresh)) return false
  await sql`insert into staff_places (staff_id, place, seen_at) values (${staffId}, ${place}, ${at})
    on conflict (staff_id, place) do update set seen_at = excluded.seen_at`.execute(db)
  await db.deleteFrom('staff_places').where('staff_id', '=', staffId).where('seen_at', '<', others).execute()
  await db.updateTable('staff').set({ last_seen_at: at }).where('id', '=', staffId).execute()
  return known.some((one) => one.place !== place && one.seen_at >= others)
}
