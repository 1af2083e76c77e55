import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { StaffRole } from '../../domain/role.ts'
import { CONFIRMING, GIVING, rolesToGive } from '../../domain/staff-account/giving-roles.ts'
import { may, reachesBelow } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'

/** Units whose officers this leader looks after: their own and, for district and province, everything below, police included. */
export async function managedUnits(tx: Tx, leader: Officer): Promise<Unit[]> {
  if (!may(leader, 'manage_staff')) return []
  const all = await tx.units.all()
  const found = new Map(all.filter(({ id }) => id === leader.unitId).map((unit) => [unit.id, unit]))
  for (const unit of found.values()) {
    for (const below of reachesBelow(leader) ? all : []) if (below.parentId === unit.id) found.set(below.id, below)
  }
  return [...found.values()]
}

export interface RoleWish {
  role: StaffRole
  unitId: string
  from: string | null
  until: string | null
}

/** May this leader give this role at this unit for these days? */
export async function mayGive(
  app: App,
  tx: Tx,
  leader: Officer,
  wish: RoleWish,
): Promise<Outcome<{ needsTwo: boolean }>> {
  const unit = (await managedUnits(tx, leader)).find(({ id }) => id === wish.unitId)
  if (!unit) return object('not_your_unit')
  if (!rolesToGive(leader.role, unit.kind).includes(wish.role)) return object('role_not_yours')
  const today = dayInVietNam(app.now())
  if (wish.until !== null && (wish.until < today || (wish.from !== null && wish.until < wish.from)))
    return object('dates_wrong')
  return done({ needsTwo: GIVING[wish.role].needsTwo })
}

/** May this leader say the second word about an officer of this role at this unit? */
export async function mayConfirm(tx: Tx, leader: Officer, role: StaffRole, unitId: string): Promise<boolean> {
  const managed = await managedUnits(tx, leader)
  return CONFIRMING[role].includes(leader.role) && managed.some(({ id }) => id === unitId)
}
