import type { Selectable } from 'kysely'
import type { Certificates, SigningCertificate, StoredCrl } from '../../../core/ports/certificates.ts'
import type { Db } from '../database.ts'
import type { SigningCertificates as Row } from '../schema.ts'

export function certificatesStore(db: Db): Certificates {
  const all = () => db.selectFrom('signing_certificates').selectAll()
  return {
    current: async (staffId) => {
      const row = await all().where('staff_id', '=', staffId).where('removed_at', 'is', null).executeTakeFirst()
      return row ? certificateOf(row) : null
    },
    ofStaff: async (staffId) => {
      const rows = await all().where('staff_id', '=', staffId).orderBy('registered_at', 'desc').execute()
      return rows.map(certificateOf)
    },
    bySigner: async ({ issuer, serial }) => {
      const row = await all().where('issuer', '=', issuer).where('serial', '=', serial).executeTakeFirst()
      return row ? certificateOf(row) : null
    },
    register: async (one, { sealedKey, tokenKeyId }) => {
      await remove(db, one.staffId, one.registeredAt)
      const values = { ...columnsOf(one), sealed_key: sealedKey, token_key_id: tokenKeyId }
      const result = await db
        .insertInto('signing_certificates')
        .values(values)
        .onConflict((conflict) => conflict.columns(['issuer', 'serial']).doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    remove: (staffId, at) => remove(db, staffId, at),
    ...authorities(db),
    inUse: async () => (await all().where('removed_at', 'is', null).execute()).map(certificateOf),
  }
}

function authorities(db: Db): Pick<Certificates, 'addRoot' | 'saveCrl' | 'crl'> {
  return {
    addRoot: async ({ fingerprint, certificatePem, at }) => {
      const values = { fingerprint, certificate: certificatePem, added_at: at }
      await db
        .insertInto('signing_roots')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    saveCrl: async (stored) => {
      const { issuer_hash, ...columns } = crlColumns(stored)
      await db
        .insertInto('signing_crls')
        .values({ issuer_hash, ...columns })
        .onConflict((conflict) => conflict.column('issuer_hash').doUpdateSet(columns))
        .execute()
    },
    crl: async (issuerHash) => {
      const row = await db
        .selectFrom('signing_crls')
        .selectAll()
        .where('issuer_hash', '=', issuerHash)
        .executeTakeFirst()
      if (!row) return null
      const { crl, url } = row
      const times = { thisUpdate: row.this_update, nextUpdate: row.next_update, fetchedAt: row.fetched_at }
      return { issuerHash, crl, url, ...times }
    },
  }
}

function crlColumns({ issuerHash, crl, thisUpdate, nextUpdate, url, fetchedAt }: StoredCrl) {
  const times = { this_update: thisUpdate, next_update: nextUpdate, fetched_at: fetchedAt }
  return { issuer_hash: issuerHash, crl, url, ...times }
}

async function remove(db: Db, staffId: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('signing_certificates')
    .set({ removed_at: at, sealed_key: null })
    .where('staff_id', '=', staffId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export function certificateOf(row: Selectable<Row>): SigningCertificate {
  return {
    id: row.id,
    staffId: row.staff_id,
    driver: row.driver as SigningCertificate['driver'],
    certificatePem: row.certificate,
    chainPem: row.chain,
    signer: { issuer: row.issuer, serial: row.serial, subject: row.subject },
    notBefore: row.not_before,
    notAfter: row.not_after,
    registeredAt: row.registered_at,
    removedAt: row.removed_at,
  }
}

export function columnsOf(one: SigningCertificate) {
  return {
    id: one.id,
    staff_id: one.staffId,
    driver: one.driver,
    certificate: one.certificatePem,
    chain: one.chainPem,
    issuer: one.signer.issuer,
    serial: one.signer.serial,
    subject: one.signer.subject,
    not_before: one.notBefore,
    not_after: one.notAfter,
    registered_at: one.registeredAt,
    removed_at: one.removedAt,
  }
}
