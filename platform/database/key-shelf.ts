import type { Db } from './database.ts'

export interface KeptKey {
  certificate: string
  sealedKey: Buffer
}

export interface KeyShelf {
  find(purpose: string, ownerId: string): Promise<KeptKey | null>
  /** Keeps the first of two: answers whichever stands. */
  keepFirst(purpose: string, ownerId: string, key: KeptKey): Promise<KeptKey>
  nameOfStaff(staffId: string): Promise<{ person: string; organisation: string } | null>
}

export function keyShelf(db: Db): KeyShelf {
  const find = async (purpose: string, ownerId: string): Promise<KeptKey | null> => {
    const row = await db
      .selectFrom('signing_keys')
      .selectAll()
      .where('purpose', '=', purpose)
      .where('owner_id', '=', ownerId)
      .executeTakeFirst()
    return row ? { certificate: row.certificate, sealedKey: row.sealed_key } : null
  }
  return {
    find,
    keepFirst: async (purpose, ownerId, key) => {
      const values = {
        purpose,
        owner_id: ownerId,
        certificate: key.certificate,
        sealed_key: key.sealedKey,
        created_at: new Date(),
      }
      await db
        .insertInto('signing_keys')
        .values(values)
        .onConflict((c) => c.doNothing())
        .execute()
      return (await find(purpose, ownerId)) ?? key
    },
    nameOfStaff: async (staffId) => {
      const row = await db
        .selectFrom('staff')
        .innerJoin('units', 'units.id', 'staff.unit_id')
        .select(['staff.full_name', 'units.name'])
        .where('staff.id', '=', staffId)
        .executeTakeFirst()
      return row ? { person: row.full_name, organisation: row.name } : null
    },
  }
}
