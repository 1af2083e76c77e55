import type { SigningCertificate } from '../../core/ports/certificates.ts'
import type { Db } from './database.ts'
import { certificateOf, columnsOf } from './stores/certificates-store.ts'

/** A certificate with what signs for it. */
export interface KeptCertificate {
  certificate: SigningCertificate
  sealedKey: Buffer | null
  tokenKeyId: string | null
}

/** What the signing machinery reads outside of a use case's transaction: keys never travel through core. */
export interface CertificateShelf {
  /** The one this officer signs with now. */
  current(staffId: string): Promise<KeptCertificate | null>
  /** Keeps the first of two; answers whichever stands. */
  keepFirst(kept: KeptCertificate): Promise<KeptCertificate>
  roots(): Promise<string[]>
  crls(): Promise<{ issuerHash: string; crl: Buffer }[]>
}

export function certificateShelf(db: Db): CertificateShelf {
  const current = async (staffId: string): Promise<KeptCertificate | null> => {
    const row = await db
      .selectFrom('signing_certificates')
      .selectAll()
      .where('staff_id', '=', staffId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row ? { certificate: certificateOf(row), sealedKey: row.sealed_key, tokenKeyId: row.token_key_id } : null
  }
  return {
    current,
    keepFirst: async (kept) => {
      const { certificate: one } = kept
      await db
        .insertInto('signing_certificates')
        .values({ ...columnsOf(one), sealed_key: kept.sealedKey, token_key_id: kept.tokenKeyId })
        .onConflict((c) => c.doNothing())
        .execute()
      return (await current(one.staffId)) ?? kept
    },
    roots: async () => {
      const rows = await db.selectFrom('signing_roots').select('certificate').orderBy('fingerprint').execute()
      return rows.map((row) => row.certificate)
    },
    crls: async () => {
      const rows = await db.selectFrom('signing_crls').select(['issuer_hash', 'crl']).execute()
      return rows.map((row) => ({ issuerHash: row.issuer_hash, crl: row.crl }))
    },
  }
}
