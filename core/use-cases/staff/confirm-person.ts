import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer, StaffAccount } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { mayConfirm } from './managed.ts'
import { managedStaff } from './managed-staff.ts'

/** Another leader knows this officer: from now on the account counts as a person of its own where two are asked for (features K02). */
export async function confirmPerson(
  app: App,
  { officer, staffId }: { officer: Officer; staffId: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return known
    const { role, unitId, closedAt } = known.value
    if (closedAt) return object('account_closed')
    if (!(await mayConfirm(tx, officer, role, unitId))) return object('not_your_unit')
    return (await confirmBy(tx, known.value, [officer.staffId])) ? done(null) : object('other_person_needed')
  })
}

/** Writes down the one of these who neither opened the account nor holds it; false: there is none. A confirmed account stays as it is. */
export async function confirmBy(
  tx: Tx,
  { staffId, openedBy, confirmedBy }: StaffAccount,
  leaders: readonly string[],
): Promise<boolean> {
  if (!waitsForAnother({ openedBy, confirmedBy })) return true
  const another = leaders.find((leader) => leader !== openedBy && leader !== staffId)
  if (!another) return false
  await tx.staff.confirm(staffId, another)
  await tx.audit.write({ staffId: another, action: 'confirm_staff', subjectKind: 'staff', subjectId: staffId })
  return true
}

/** One leader alone stands behind this account. */
export function waitsForAnother({ openedBy, confirmedBy }: Pick<StaffAccount, 'openedBy' | 'confirmedBy'>): boolean {
  return openedBy !== null && confirmedBy === null
}
