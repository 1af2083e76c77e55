import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Minutes, PoliceReturn } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { byAgent, byCertificate, byMinutes, type Seal } from './seal-return.ts'

export interface SignReturn {
  officer: Extract<Actor, { kind: 'staff' }>
  returnId: string
  by:
    | { method: 'certificate' }
    /** The paper as the officer's own machine signed it (dcc.md, browser agents). */
    | { method: 'agent'; signedFile: Buffer }
    /** Paper fallback: the minutes, their scan, and the very file that was printed and signed. */
    | { method: 'minutes'; minutes: Minutes; scan: Buffer | null; returnedFile: Buffer | null }
}

/** The police sign and hand over one return (2262 step 3); the list moves on when its last row is signed for. */
export async function signReturn(app: App, command: SignReturn): Promise<Outcome<PoliceReturn>> {
  const { officer, returnId } = command
  const found = await app.store.policeTransaction((tx) => readUnsigned(tx, command))
  if (!found.ok) return found
  const seal = await sealBy(app, found.value, command)
  if (!seal.ok) return seal
  return app.store.policeTransaction(async (tx) => {
    const again = await readUnsigned(tx, command)
    if (!again.ok) return again
    if (again.value.state !== found.value.state) return object('changed_meanwhile')
    const isLater = again.value.state !== 'drawn_up'
    const signed: PoliceReturn = {
      ...again.value,
      ...seal.value,
      id: returnId,
      state: isLater ? again.value.state : 'signed',
      signedBy: officer.staffId,
      signedAt: app.now(),
    }
    await tx.policeLists.saveSigned(signed)
    return isLater ? noteLater(app, tx, officer, signed) : moveList(app, tx, officer, signed)
  })
}

/**
 * Handed over on minutes alone: it is offered for a real signature as soon as there is a certificate, and its minutes stay beside
 * it (features H11).
 */
export function waitsForRealSignature(one: PoliceReturn): boolean {
  return one.state !== 'drawn_up' && one.method === 'minutes' && !one.signer && !one.acceptedFileKey
}

async function readUnsigned(tx: PoliceTx, { officer, returnId, by }: SignReturn): Promise<Outcome<PoliceReturn>> {
  const found = await tx.policeLists.lockReturn(returnId)
  const list = found ? await tx.policeLists.get(found.listId) : null
  if (!found || list?.policeUnitId !== officer.unitId) return object('no_such_list')
  if (found.state === 'drawn_up') return done(found)
  const isOffered = by.method !== 'minutes' && waitsForRealSignature(found)
  return isOffered ? done(found) : object('not_possible_now', { action: 'sign', state: found.state })
}

function sealBy(app: App, handOver: PoliceReturn, { officer, by }: SignReturn): Promise<Outcome<Seal>> {
  if (by.method === 'minutes') return byMinutes(app, handOver, by)
  return by.method === 'agent'
    ? byAgent(app, handOver, officer.staffId, by.signedFile)
    : byCertificate(app, handOver, officer)
}

type Officer = SignReturn['officer']

async function noteLater(
  app: App,
  tx: PoliceTx,
  officer: Officer,
  signed: PoliceReturn,
): Promise<Outcome<PoliceReturn>> {
  const list = await tx.policeLists.lock(signed.listId)
  if (!list) return object('no_such_list')
  const step = { subject: 'police_list', subjectId: list.id, action: 'sign', from: list.state, to: list.state } as const
  await tx.history.append({ ...step, actor: officer, detail: detailOf(signed), at: app.now() })
  return done(signed)
}

async function moveList(
  app: App,
  tx: PoliceTx,
  officer: Officer,
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
  const step = { subject: 'police_list', subjectId: list.id, action, from: list.state, to: next.value } as const
  await tx.history.append({ ...step, actor: officer, detail: detailOf(signed), at: app.now() })
  return done(signed)
}

function detailOf({ part, method, driver, sha256 }: PoliceReturn) {
  return { part, method, driver: driver ?? '', sha256 }
}
