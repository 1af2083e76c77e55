import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Minutes, PoliceReturn } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'

export interface SignReturn {
  officer: Extract<Actor, { kind: 'staff' }>
  returnId: string
  by:
    | { method: 'soft_certificate' }
    /** Paper fallback: the minutes, their scan, and the very file that was printed and signed. */
    | { method: 'minutes'; minutes: Minutes; scan: Buffer | null; returnedFile: Buffer | null }
}

type Seal = Pick<PoliceReturn, 'method' | 'minutes' | 'minutesFileKey' | 'signature' | 'signer'>

/** The police sign and hand over one return (2262 step 3); the list moves on when its last row is signed for. */
export async function signReturn(app: App, command: SignReturn): Promise<Outcome<PoliceReturn>> {
  const { officer, returnId } = command
  const found = await app.store.policeTransaction((tx) => readUnsigned(tx, officer, returnId))
  if (!found.ok) return found
  const seal =
    command.by.method === 'minutes'
      ? await byMinutes(app, found.value, command.by)
      : await byCertificate(app, found.value, officer)
  if (!seal.ok) return seal
  return app.store.policeTransaction(async (tx) => {
    const again = await readUnsigned(tx, officer, returnId)
    if (!again.ok) return again
    const signed: PoliceReturn = {
      ...again.value,
      ...seal.value,
      state: 'signed',
      signedBy: officer.staffId,
      signedAt: app.now(),
    }
    await tx.policeLists.saveSigned(signed)
    return moveList(app, tx, officer, signed)
  })
}

async function readUnsigned(
  tx: PoliceTx,
  officer: SignReturn['officer'],
  returnId: string,
): Promise<Outcome<PoliceReturn>> {
  const found = await tx.policeLists.lockReturn(returnId)
  const list = found ? await tx.policeLists.get(found.listId) : null
  if (!found || list?.policeUnitId !== officer.unitId) return object('no_such_list')
  return found.state === 'drawn_up' ? done(found) : object('not_possible_now', { action: 'sign', state: found.state })
}

async function byCertificate(app: App, handOver: PoliceReturn, officer: SignReturn['officer']): Promise<Outcome<Seal>> {
  const bytes = await returnedPaper(app, handOver)
  const signed = await app.signing.signDetached(officer.staffId, bytes, app.now())
  if (!signed) return object('signature_invalid', { reason: 'no_certificate' })
  return done({ method: 'soft_certificate', minutes: null, minutesFileKey: null, ...signed })
}

async function byMinutes(
  app: App,
  handOver: PoliceReturn,
  { minutes, scan, returnedFile }: Extract<SignReturn['by'], { method: 'minutes' }>,
): Promise<Outcome<Seal>> {
  if (Object.values(minutes).some((text) => text.trim() === '') || !scan || !returnedFile)
    return object('minutes_incomplete')
  if (sha256(returnedFile) !== handOver.fileSha256) return object('file_changed', { part: 'paper' })
  const minutesFileKey = `police-returns/${handOver.listId}/${handOver.part}-minutes`
  await app.files.put(minutesFileKey, app.secrets.sealBytes(scan, minutesFileKey))
  return done({ method: 'minutes', minutes, minutesFileKey, signature: null, signer: null })
}

/** The paper of a return as it was stored. A paper that is gone is a fault, never an empty file. */
export async function returnedPaper(app: App, handOver: Pick<PoliceReturn, 'id' | 'fileKey'>): Promise<Buffer> {
  const sealed = await app.files.get(handOver.fileKey)
  if (!sealed) throw new Error(`The paper of police return ${handOver.id} is missing in the file store`)
  return app.secrets.openBytes(sealed, handOver.fileKey)
}

async function moveList(
  app: App,
  tx: PoliceTx,
  officer: SignReturn['officer'],
  signed: PoliceReturn,
): Promise<Outcome<PoliceReturn>> {
  const list = await tx.policeLists.lock(signed.listId)
  if (!list) return object('no_such_list')
  const handedOver = (await tx.policeLists.returnsOf(list.id))
    .filter((one) => one.state !== 'drawn_up')
    .map((one) => one.id)
  const isWhole = (await tx.policeLists.rowsOf(list.id)).every(
    (row) => row.returnId && handedOver.includes(row.returnId),
  )
  const action = isWhole ? 'return_all' : 'return_some'
  const next = act(POLICE_LIST_LIFECYCLE, list.state, action, officer.role)
  if (!next.ok) throw new Error(`List ${list.number} in state ${list.state} cannot ${action}`)
  if (!(await tx.policeLists.save({ ...list, state: next.value })))
    throw new Error(`List ${list.number} changed under its lock`)
  const detail = { part: signed.part, method: signed.method, sha256: signed.sha256 }
  const step = { subject: 'police_list', subjectId: list.id, action, from: list.state, to: next.value } as const
  await tx.history.append({ ...step, actor: officer, detail, at: app.now() })
  return done(signed)
}
