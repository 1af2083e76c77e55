import type { Db } from './database.ts'

export interface KeptKey {
  certificate: string
  sealedKey: Buffer
}

/** A passport signer that was installed by hand; only the active one still has its key. */
export interface KeptPassportSigner {
  kid: string
  certificate: string
  sealedKey: Buffer | null
  installedAt: Date
  retiredAt: Date | null
}

export interface KeyShelf {
  find(purpose: string, ownerId: string): Promise<KeptKey | null>
  /** Keeps the first of two: answers whichever stands. */
  keepFirst(purpose: string, ownerId: string, key: KeptKey): Promise<KeptKey>
  nameOfStaff(staffId: string): Promise<{ person: string; organisation: string } | null>
  /** Newest first. */
  passportSigners(): Promise<KeptPassportSigner[]>
  /** Retires the one before: its key goes, its certificate stays trusted (dcc.md, Revocation). */
  installPassportSigner(signer: { kid: string; certificate: string; sealedKey: Buffer; at: Date }): Promise<void>
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
    ...passportShelf(db),
  }
}

function passportShelf(db: Db): Pick<KeyShelf, 'passportSigners' | 'installPassportSigner'> {
  return {
    passportSigners: async () => {
      const rows = await db.selectFrom('passport_signers').selectAll().orderBy('installed_at', 'desc').execute()
      return rows.map((row) => ({
        kid: row.kid,
        certificate: row.certificate,
        sealedKey: row.sealed_key,
        installedAt: row.installed_at,
        retiredAt: row.retired_at,
      }))
    },
    installPassportSigner: async ({ kid, certificate, sealedKey, at }) => {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('passport_signers')
          .set({ retired_at: at, sealed_key: null })
          .where('retired_at', 'is', null)
          .where('kid', '<>', kid)
          .execute()
        await trx
          .insertInto('passport_signers')
          .values({ kid, certificate, sealed_key: sealedKey, installed_at: at, retired_at: null })
          .onConflict((c) => c.column('kid').doUpdateSet({ sealed_key: sealedKey, retired_at: null }))
          .execute()
      })
    },
  }
}
