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
    saveAccepted: async ({ id, acceptedBy, acceptedSignature, acceptedSigner, acceptedAt }) => {
      await update(id)
        .set({
          state: 'accepted',
          accepted_by: acceptedBy,
          accepted_signature: acceptedSignature,
          accepted_signer: acceptedSigner && json(acceptedSigner),
          accepted_at: acceptedAt,
        })
        .execute()
    },
  }
}

function signedColumns({ method, minutes, minutesFileKey, signature, signer, signedBy, signedAt }: PoliceReturn) {
  return {
    state: 'signed',
    method,
    minutes: minutes && json(minutes),
    minutes_file_key: minutesFileKey,
    signature,
    signer: signer && json(signer),
    signed_by: signedBy,
    signed_at: signedAt,
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
    signedBy: row.signed_by,
    signedAt: row.signed_at,
    acceptedBy: row.accepted_by,
    acceptedSignature: row.accepted_signature,
    acceptedSigner: row.accepted_signer === null ? null : fromJson(row.accepted_signer),
    acceptedAt: row.accepted_at,
    createdAt: row.created_at,
  }
}
