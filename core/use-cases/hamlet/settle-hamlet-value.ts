import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'

export interface SettleHamletValue {
  officer: Extract<Actor, { kind: 'staff' }>
  caseId: string
  take: 'hamlet' | 'station'
}

/** What the hamlet wrote is a proposal: an officer chooses which of the two values goes to the police, who see both. */
export async function settleHamletValue(app: App, command: SettleHamletValue): Promise<Outcome<null>> {
  const { officer, caseId, take } = command
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role', { action: 'take_hamlet_value' })
  return app.store.transaction(async (tx) => {
    const identityCase = await tx.identityCases.lock(caseId)
    if (!identityCase || identityCase.unitId !== officer.unitId) return object('no_such_case')
    const row = await tx.hamletLists.lockLastAnswered(caseId)
    if (!row || row.settled || Object.keys(row.corrected).length === 0) return object('changed_meanwhile')
    const moved = await moveIdentityCase(app, tx, identityCase, {
      action: take === 'hamlet' ? 'take_hamlet_value' : 'keep_own_value',
      actor: officer,
      ...(take === 'hamlet' ? { change: { proposed: { ...identityCase.proposed, ...row.corrected } } } : {}),
      detail: { row: row.rowNo, fields: Object.keys(row.corrected), source: 'hamlet' },
    })
    if (!moved.ok) return moved
    await tx.hamletLists.saveRow({ ...row, settled: take })
    return done(null)
  })
}
