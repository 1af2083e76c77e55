import { SettingsFault } from '../config.ts'
import type { Db } from '../database/database.ts'
import { PRACTICE_STAFF } from './practice-staff.ts'

/** The invented commune and its well-known accounts never serve real people: PRACTICE=off needs a database of its own. */
export async function refusePracticeData(db: Db): Promise<void> {
  const logins = PRACTICE_STAFF.map((officer) => officer.login)
  const units = PRACTICE_STAFF.map((officer) => officer.unitId)
  const found = await db
    .selectFrom('staff')
    .select('id')
    .where('login', 'in', logins)
    .where('unit_id', 'in', units)
    .limit(1)
    .executeTakeFirst()
  if (found) throw new SettingsFault('PRACTICE: this database was used for practice: PRACTICE=off needs one of its own')
}
