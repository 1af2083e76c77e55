import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { doseStatement, freezeStatement } from '../../domain/signing/dose-statement.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCandidate } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { isReadyAt } from './ready-to-sign.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

/** "I have looked at these": one officer, one statement, one time (features H01). Answers how many were looked at. */
export async function checkRecords(
  app: App,
  { officer, personIds }: { officer: Officer; personIds: readonly string[] },
): Promise<Outcome<number>> {
  if (!may(officer, 'check_records')) return object('not_your_role', { action: 'check' })
  return app.store.transaction(async (tx) => {
    const found = await tx.signedRecords.lockCandidates([...new Set(personIds)])
    const ready = found.filter((one) => isReadyAt(app, officer.unitId, one))
    for (const one of ready) {
      const check = { personId: one.record.id, sha256: statementHash(one), checkedBy: officer.staffId, at: app.now() }
      await tx.signedRecords.addCheck(check)
    }
    return ready.length > 0 ? done(ready.length) : object('nothing_to_sign')
  })
}

/** Switched by the head of the unit; who and when is kept. */
export async function setTwoPeople(
  app: App,
  { officer, twoPeople }: { officer: Officer; twoPeople: boolean },
): Promise<Outcome<null>> {
  if (!may(officer, 'sign_records')) return object('not_your_role', { action: 'sign' })
  await app.store.transaction(async (tx) => {
    await tx.signedRecords.setRule({ unitId: officer.unitId, twoPeople, by: officer.staffId, at: app.now() })
    const subject = { subjectKind: 'unit', subjectId: officer.unitId }
    await tx.audit.write({ staffId: officer.staffId, action: 'set_two_people', ...subject, detail: { twoPeople } })
  })
  return done(null)
}

/** Those of these people whom somebody else than `signerId`, and not their own unconfirmed account (features K02), has looked at. */
export async function checkedByOthers(
  tx: Pick<Tx, 'signedRecords' | 'staff'>,
  candidates: readonly SigningCandidate[],
  signerId: string,
): Promise<Set<string>> {
  const checks = await tx.signedRecords.checksOf(candidates.map(({ record }) => record.id))
  const words = await tx.staff.wordsOf([signerId, ...checks.map(({ checkedBy }) => checkedBy)])
  const isChecked = (one: SigningCandidate) => {
    const hash = statementHash(one)
    return checks.some(
      (c) => c.personId === one.record.id && c.sha256 === hash && words.get(c.checkedBy) !== words.get(signerId),
    )
  }
  return new Set(candidates.filter(isChecked).map(({ record }) => record.id))
}

function statementHash({ record, doses }: SigningCandidate): string {
  return sha256(freezeStatement(doseStatement(record, doses), 'certificate'))
}
