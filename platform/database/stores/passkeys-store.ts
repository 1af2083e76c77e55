import type { Selectable } from 'kysely'
import type { Passkey, Passkeys } from '../../../core/ports/passkeys.ts'
import type { Db } from '../database.ts'
import type { StaffPasskeys } from '../schema.ts'

export function passkeysStore(db: Db): Passkeys {
  return { ...keys(db), ...challenges(db) }
}

function keys(db: Db): Omit<Passkeys, 'ask' | 'take'> {
  const own = (staffId: string) => db.selectFrom('staff_passkeys').selectAll().where('staff_id', '=', staffId)
  return {
    of: async (staffId) => (await own(staffId).orderBy('added_at').execute()).map(passkeyOf),
    lock: async (staffId, id) => {
      const row = await own(staffId).where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? passkeyOf(row) : null
    },
    add: async (key) => {
      const { id, name, counter, transports } = key
      const values = { id, staff_id: key.staffId, name, public_key: key.publicKey, counter, transports }
      const insert = db.insertInto('staff_passkeys').values({ ...values, added_at: key.addedAt })
      const added = await insert.onConflict((c) => c.column('id').doNothing()).executeTakeFirst()
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    used: async (id, counter, at) => {
      await db.updateTable('staff_passkeys').set({ counter, last_used_at: at }).where('id', '=', id).execute()
    },
    remove: async (staffId, id) => {
      const gone = await db.deleteFrom('staff_passkeys').where('staff_id', '=', staffId).where('id', '=', id).execute()
      return gone.some(({ numDeletedRows }) => numDeletedRows > 0n)
    },
    removeAll: async (staffId) => {
      await db.deleteFrom('staff_passkeys').where('staff_id', '=', staffId).execute()
    },
  }
}

function challenges(db: Db): Pick<Passkeys, 'ask' | 'take'> {
  return {
    ask: async ({ challenge, staffId, purpose, expiresAt }) => {
      const values = { challenge, staff_id: staffId, purpose, expires_at: expiresAt }
      await db.insertInto('passkey_challenges').values(values).execute()
    },
    take: async (challenge, staffId, purpose, now) => {
      const taken = await db
        .deleteFrom('passkey_challenges')
        .where('challenge', '=', challenge)
        .where('staff_id', '=', staffId)
        .where('purpose', '=', purpose)
        .returning('expires_at')
        .executeTakeFirst()
      return taken !== undefined && taken.expires_at > now
    },
  }
}

function passkeyOf(row: Selectable<StaffPasskeys>): Passkey {
  return {
    id: row.id,
    staffId: row.staff_id,
    name: row.name,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
    addedAt: row.added_at,
    lastUsedAt: row.last_used_at,
  }
}
