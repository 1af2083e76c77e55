import { done, type Outcome, object } from '../../domain/objection.ts'
import { GIVING } from '../../domain/staff-account/giving-roles.ts'
import type { Officer, StaffAccount } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { managedUnits } from './managed.ts'

/** An account this leader may touch: of their units, and of a role they may give; heads of one unit ask for each other. */
export async function managedStaff(tx: Tx, leader: Officer, staffId: string): Promise<Outcome<StaffAccount>> {
  const account = await tx.staff.lock(staffId)
  const managed = await managedUnits(tx, leader)
  if (!account || !managed.some(({ id }) => id === account.unitId)) return object('no_such_person')
  const sameKind = account.role === leader.role
  return sameKind || GIVING[account.role].by.includes(leader.role) ? done(account) : object('role_not_yours')
}
