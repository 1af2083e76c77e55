import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import { type Actor, SYSTEM } from '../../domain/role.ts'
import { doseStatement, freezeStatement } from '../../domain/signing/dose-statement.ts'
import { signatureObjection } from '../../domain/signing/signature-objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { SignedRecord, SigningCandidate } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { moveReport } from '../move-report.ts'
import { isReadyAt } from './ready-to-sign.ts'
import { checkedByOthers } from './two-people.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface SignRecords {
  officer: Officer
  personIds: readonly string[]
}

/** One confirmed act covers at most so many people (features H01). */
export const MOST_AT_ONCE = 500

/** The head of the facility signs the doses of these people (5772 step 2). Whoever is not ready any more is left out and counted. */
export async function signRecords(
  app: App,
  { officer, personIds }: SignRecords,
): Promise<Outcome<{ signed: number; leftOut: number }>> {
  if (!may(officer, 'sign_records')) return object('not_your_role', { action: 'sign' })
  const wanted = [...new Set(personIds)].slice(0, MOST_AT_ONCE)
  // A program on the officer's machine asks for the PIN at each paper: no way to sign a day's people.
  if ((await app.signing.driverOf(officer.staffId)) === 'browser') return object('agent_needed')
  const seals = await sealAll(app, officer, wanted)
  if (!seals.ok) return seals
  return app.store.transaction(async (tx) => {
    let signed = 0
    const found = await tx.signedRecords.lockCandidates(wanted)
    const needsTwo = await tx.signedRecords.needsTwoPeople(officer.unitId)
    const checked = needsTwo ? await checkedByOthers(tx, found, officer.staffId) : null
    if (checked?.size === 0) return object('other_checker_needed')
    for (const candidate of found) {
      if (checked && !checked.has(candidate.record.id)) continue
      const seal = seals.value.get(candidate.record.id)
      // Signed outside the transaction: the doses must still be the ones that were signed.
      if (!seal || !isReadyAt(app, officer.unitId, candidate) || frozen(candidate) !== seal.canonical) continue
      if (!(await tx.signedRecords.insert(seal))) continue
      await finish(app, tx, officer, seal)
      signed += 1
    }
    return signed > 0 ? done({ signed, leftOut: personIds.length - signed }) : object('nothing_to_sign')
  })
}

function frozen({ record, doses }: SigningCandidate): string {
  return freezeStatement(doseStatement(record, doses), 'certificate')
}

async function sealAll(app: App, officer: Officer, wanted: string[]): Promise<Outcome<Map<string, SignedRecord>>> {
  const found = await app.store.transaction((tx) => tx.signedRecords.lockCandidates(wanted))
  const ready = found.filter((one) => isReadyAt(app, officer.unitId, one))
  const [at, texts] = [app.now(), ready.map(frozen)]
  const bytes = texts.map((text) => Buffer.from(text, 'utf8'))
  const made = await app.signing.signEach(officer.staffId, bytes, at)
  if (!made.ok) return signatureObjection(made.reason)
  const { signer, driver, revocation, signatures } = made
  const seals = ready.map(({ record }, i) => {
    const canonical = texts[i] ?? ''
    return {
      ...{ id: app.newId(), personId: record.id, unitId: officer.unitId, signedBy: officer.staffId, signedAt: at },
      ...{ canonical, sha256: sha256(canonical), method: 'certificate' as const, minutes: null, minutesId: null },
      ...{ signature: signatures[i] ?? null, signer, driver, revocation },
    }
  })
  return done(new Map(seals.map((seal) => [seal.personId, seal])))
}

/** Signed doses close the reports that waited for them and promise the passport. */
async function finish(app: App, tx: Tx, officer: Officer, seal: SignedRecord): Promise<void> {
  await tx.signedRecords.markSigned(seal.personId, seal.signedAt)
  await tx.audit.write({
    staffId: officer.staffId,
    action: 'sign_record',
    subjectKind: 'signed_record',
    subjectId: seal.id,
    detail: { sha256: seal.sha256 },
  })
  for (const { id } of await tx.reports.ofPerson(seal.personId)) {
    const report = await tx.reports.lock(id)
    if (!report || !(await waitsForSignature(tx, report))) continue
    const change = { endState: 'corrected_and_seen' as const }
    const moved = await moveReport(app, tx, report, {
      action: 'sign',
      actor: SYSTEM,
      change,
      detail: { signedRecordId: seal.id },
    })
    if (!moved.ok) throw new Error(`Report ${id} could not be closed by the signature: ${moved.objection.code}`)
  }
  await tx.tasks.promise({
    name: 'issue-passport',
    data: { signedRecordId: seal.id },
    uniqueKey: `issue-passport|${seal.id}`,
  })
}

/** Also a case that its citizen or silence closed before the signature: they are told of it all the same (features D08). */
async function waitsForSignature(tx: Tx, { id, state, endState }: Report): Promise<boolean> {
  if (state !== 'closed') return state === 'platform_updated'
  if (endState !== 'corrected_and_seen') return false
  return !(await tx.history.of('report', id)).some(({ action }) => action === 'sign')
}
