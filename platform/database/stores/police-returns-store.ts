import type { Selectable } from 'kysely'
import type { PoliceLists, PoliceReturn } from '../../../core/ports/police-lists.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { PoliceReturns as Row } from '../schema.ts'

/** The part of the police-lists port that keeps hand-overs; the police may write it up to their own signature. */
export function policeReturns(
  db: Db,
): Pick<PoliceLists, 'insertReturn' | 'returnsOf' | 'lockReturn' | 'saveSigned' | 'saveAccepted'> {
  const update = (id: string) => db.updateTable('police_returns').where('id', '=', id)
  return {
    insertReturn: async (handOver) => {
      const { id, part, canonical, sha256, method, state } = handOver
      const values = {
        id,
        list_id: handOver.listId,
        part,
        canonical,
        sha256,
        file_key: handOver.fileKey,
        file_sha256: handOver.fileSha256,
        method,
        state,
        created_at: handOver.createdAt,
      }
      await db.insertInto('police_returns').values(values).execute()
    },
    returnsOf: async (listId) => {
      const rows = await db
        .selectFrom('police_returns')
        .selectAll()
        .where('list_id', '=', listId)
        .orderBy('part')
        .execute()
      return rows.map(returnOf)
    },
    lockReturn: async (id) => {
      const row = await db.selectFrom('police_returns').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? returnOf(row) : null
    },
    saveSigned: async (handOver) => {
      await update(handOver.id).set(signedColumns(handOver)).execute()
    },
    saveAccepted: async (handOver) => {
      await update(handOver.id).set(acceptedColumns(handOver)).execute()
    },
  }
}

function acceptedColumns(one: PoliceReturn) {
  return {
    state: 'accepted',
    accepted_by: one.acceptedBy,
    accepted_driver: one.acceptedDriver,
    accepted_signature: one.acceptedSignature,
    accepted_signer: one.acceptedSigner && json(one.acceptedSigner),
    accepted_file_key: one.acceptedFileKey,
    accepted_file_sha256: one.acceptedFileSha256,
    accepted_revocation: one.acceptedRevocation,
    accepted_scan_key: one.acceptedScanKey,
    accepted_at: one.acceptedAt,
  }
}

function signedColumns(one: PoliceReturn) {
  return {
    state: one.state,
    method: one.method,
    driver: one.driver,
    minutes: one.minutes && json(one.minutes),
    minutes_file_key: one.minutesFileKey,
    signature: one.signature,
    signer: one.signer && json(one.signer),
    signed_file_key: one.signedFileKey,
    signed_file_sha256: one.signedFileSha256,
    revocation: one.revocation,
    signed_by: one.signedBy,
    signed_at: one.signedAt,
  }
}

function returnOf(row: Selectable<Row>): PoliceReturn {
  return {
    id: row.id,
    listId: row.list_id,
    part: row.part,
    canonical: row.canonical,
    sha256: row.sha256,
    fileKey: row.file_key,
    fileSha256: row.file_sha256,
    method: row.method as PoliceReturn['method'],
    state: row.state as PoliceReturn['state'],
    minutes: row.minutes === null ? null : fromJson(row.minutes),
    minutesFileKey: row.minutes_file_key,
    signature: row.signature,
    signer: row.signer === null ? null : fromJson(row.signer),
    driver: row.driver as PoliceReturn['driver'],
    signedFileKey: row.signed_file_key,
    signedFileSha256: row.signed_file_sha256,
    revocation: row.revocation as PoliceReturn['revocation'],
    signedBy: row.signed_by,
    signedAt: row.signed_at,
    ...acceptedPart(row),
  }
}

type Accepted = Pick<
  PoliceReturn,
  | 'acceptedBy'
  | 'acceptedDriver'
  | 'acceptedSignature'
  | 'acceptedSigner'
  | 'acceptedFileKey'
  | 'acceptedFileSha256'
  | 'acceptedRevocation'
  | 'acceptedScanKey'
  | 'acceptedAt'
  | 'createdAt'
>

function acceptedPart(row: Selectable<Row>): Accepted {
  return {
    acceptedBy: row.accepted_by,
    acceptedDriver: row.accepted_driver as PoliceReturn['acceptedDriver'],
    acceptedSignature: row.accepted_signature,
    acceptedSigner: row.accepted_signer === null ? null : fromJson(row.accepted_signer),
    acceptedFileKey: row.accepted_file_key,
    acceptedFileSha256: row.accepted_file_sha256,
    acceptedRevocation: row.accepted_revocation as PoliceReturn['acceptedRevocation'],
    acceptedScanKey: row.accepted_scan_key,
    acceptedAt: row.accepted_at,
    createdAt: row.created_at,
  }
}
