import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import { type Actor, SYSTEM } from '../../domain/role.ts'
import { doseStatement, freezeStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import type { Minutes } from '../../ports/police-lists.ts'
import type { SignedRecord, SigningCandidate } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { moveReport } from '../move-report.ts'
import { reasonFor } from './ready-to-sign.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface SignRecords {
  officer: Officer
  personIds: readonly string[]
  by: { method: 'soft_certificate' } | { method: 'minutes'; minutes: Minutes }
}

/** One confirmed act covers at most so many people (features H01). */
export const MOST_AT_ONCE = 500

/**
 * The head of the facility signs the doses of these people (5772 step 2). Whoever is not ready any more is left out and counted.
 * Minutes are kept beside and never count as a signature (features H11).
 */
export async function signRecords(
  app: App,
  command: SignRecords,
): Promise<Outcome<{ signed: number; leftOut: number }>> {
  const { officer, personIds, by } = command
  if (officer.role !== 'head') return object('not_your_role', { action: 'sign' })
  const wanted = [...new Set(personIds)].slice(0, MOST_AT_ONCE)
  if (by.method === 'minutes' && Object.values(by.minutes).some((text) => text.trim() === ''))
    return object('minutes_incomplete')
  const seals = await sealAll(app, command, wanted)
  if (!seals.ok) return seals
  return app.store.transaction(async (tx) => {
    let signed = 0
    for (const candidate of await tx.signedRecords.lockCandidates(wanted)) {
      const seal = seals.value.get(candidate.record.id)
      // Signed outside the transaction: the doses must still be the ones that were signed.
      if (!seal || !isReady(app, officer, candidate) || frozenFor(candidate, by.method) !== seal.canonical) continue
      if (!(await tx.signedRecords.insert(seal))) continue
      if (by.method === 'soft_certificate') await finish(app, tx, officer, seal)
      signed += 1
    }
    return signed > 0 ? done({ signed, leftOut: personIds.length - signed }) : object('nothing_to_sign')
  })
}

function isReady(app: App, officer: Officer, candidate: SigningCandidate): boolean {
  const { record } = candidate
  return record.unitId === officer.unitId && record.signedAt === null && reasonFor(app, candidate) === null
}

function frozenFor({ record, doses }: SigningCandidate, method: SignedRecord['method']): string {
  return freezeStatement(doseStatement(record, doses), method)
}

async function sealAll(
  app: App,
  { officer, by }: SignRecords,
  wanted: string[],
): Promise<Outcome<Map<string, SignedRecord>>> {
  const candidates = await app.store.transaction((tx) => tx.signedRecords.lockCandidates(wanted))
  const seals = new Map<string, SignedRecord>()
  for (const candidate of candidates.filter((one) => isReady(app, officer, one))) {
    const seal = await sealOne(app, officer, candidate, by)
    if (!seal) return object('signature_invalid', { reason: 'no_certificate' })
    seals.set(candidate.record.id, seal)
  }
  return done(seals)
}

async function sealOne(
  app: App,
  officer: Officer,
  candidate: SigningCandidate,
  by: SignRecords['by'],
): Promise<SignedRecord | null> {
  const at = app.now()
  const canonical = frozenFor(candidate, by.method)
  const signature =
    by.method === 'soft_certificate'
      ? await app.signing.signDetached(officer.staffId, Buffer.from(canonical, 'utf8'), at)
      : null
  if (by.method === 'soft_certificate' && !signature) return null
  return {
    id: app.newId(),
    personId: candidate.record.id,
    unitId: officer.unitId,
    signedBy: officer.staffId,
    canonical,
    sha256: sha256(canonical),
    method: by.method,
    signature: signature?.signature ?? null,
    signer: signature?.signer ?? null,
    minutes: by.method === 'minutes' ? by.minutes : null,
    signedAt: at,
  }
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
