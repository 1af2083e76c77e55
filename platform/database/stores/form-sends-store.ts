import { sql } from 'kysely'
import type { FormSends } from '../../../core/ports/form-sends.ts'
import type { Db } from '../database.ts'

export function formSendsStore(db: Db): FormSends {
  return {
    begin: async (key, forgottenBefore, at) => {
      const { rows } = await sql`insert into form_sends as f (key, begun_at) values (${key}, ${at})
        on conflict (key) do update set begun_at = excluded.begun_at
          where f.location is null and f.begun_at < ${forgottenBefore} returning key`.execute(db)
      if (rows.length > 0) return 'first'
      const known = await db.selectFrom('form_sends').select('location').where('key', '=', key).executeTakeFirst()
      return known?.location ? { location: known.location } : 'under_way'
    },
    end: async (key, location) => {
      await db.updateTable('form_sends').set({ location }).where('key', '=', key).execute()
    },
    drop: async (key) => {
      await db.deleteFrom('form_sends').where('key', '=', key).where('location', 'is', null).execute()
    },
    forget: async (begunBefore) => {
      await db.deleteFrom('form_sends').where('begun_at', '<', begunBefore).execute()
    },
  }
}
