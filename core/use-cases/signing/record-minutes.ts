import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { doseStatement, freezeStatement } from '../../domain/signing/dose-statement.ts'
import { statedOn } from '../../domain/signing/minutes-text.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { SigningMinutes } from '../../ports/signing-minutes.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { isReadyAt } from './ready-to-sign.ts'
import { keepScan } from './take-in-scan.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface RecordMinutes {
  officer: Officer
  minutesId: string
  scan: Buffer | null
}

/** The scan of the signed paper is in: its people are marked "by minutes", and never as signed (features H11). */
export async function recordMinutes(
  app: App,
  { officer, minutesId, scan }: RecordMinutes,
): Promise<Outcome<{ signed: number; leftOut: number }>> {
  const found = await app.store.transaction((tx) => drawnUp(tx, officer, minutesId))
  if (!found.ok) return found
  if (!scan) return object('minutes_incomplete')
  const scanned = await keepScan(app, scan, `signing-minutes/${minutesId}-scan`)
  if (!scanned.ok) return scanned
  return app.store.transaction(async (tx) => {
    const again = await drawnUp(tx, officer, minutesId)
    if (!again.ok) return object('changed_meanwhile')
    const [recordedBy, recordedAt] = [officer.staffId, app.now()]
    const recorded = { ...again.value, state: 'recorded', scanKey: scanned.value, recordedBy, recordedAt } as const
    await tx.signingMinutes.settle(recorded)
    const subject = { subjectKind: 'signing_minutes', subjectId: minutesId }
    const detail = { people: recorded.people }
    await tx.audit.write({ staffId: officer.staffId, action: 'record_minutes', ...subject, detail })
    // Everybody on them may have changed or been signed meanwhile: the paper is kept all the same.
    const signed = await markByMinutes(app, tx, officer, recorded)
    return done({ signed, leftOut: recorded.people - signed })
  })
}

export async function giveUpMinutes(
  app: App,
  { officer, minutesId }: Omit<RecordMinutes, 'scan'>,
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const found = await drawnUp(tx, officer, minutesId)
    if (!found.ok) return found
    await tx.signingMinutes.settle({ ...found.value, state: 'given_up' })
    return done(null)
  })
}

async function drawnUp(tx: Tx, officer: Officer, minutesId: string): Promise<Outcome<SigningMinutes>> {
  const found = await tx.signingMinutes.lock(minutesId)
  if (!found || found.unitId !== officer.unitId) return object('no_such_minutes')
  if (!may(officer, 'sign_records')) return object('not_your_role', { action: 'sign' })
  return found.state === 'drawn_up' ? done(found) : object('not_possible_now', { action: 'sign', state: found.state })
}

/** Only what stands on the paper: doses that changed after it was printed were signed by nobody. Answers how many. */
async function markByMinutes(app: App, tx: Tx, officer: Officer, minutes: SigningMinutes): Promise<number> {
  const stated = statedOn(minutes.canonical)
  const personIds = await tx.signedRecords.personIdsOf([...stated.keys()])
  const { id: minutesId, number, drawnOn: date, parties } = minutes
  let marked = 0
  for (const candidate of await tx.signedRecords.lockCandidates(personIds)) {
    const { record, doses } = candidate
    const canonical = freezeStatement(doseStatement(record, doses), 'minutes')
    const hash = sha256(canonical)
    if (!isReadyAt(app, officer.unitId, candidate) || hash !== stated.get(record.recordId)) continue
    const isNew = await tx.signedRecords.insert({
      ...{ id: app.newId(), personId: record.id, unitId: officer.unitId, signedBy: officer.staffId },
      ...{ canonical, sha256: hash, method: 'minutes', driver: 'scan', signedAt: app.now() },
      ...{ signature: null, signer: null, revocation: null, minutes: { number, date, parties }, minutesId },
    })
    if (isNew) marked += 1
  }
  return marked
}
