import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { StaffRole } from '../../domain/role.ts'
import { REQUEST_MS } from '../../domain/staff-account/account-rules.ts'
import { CONFIRMING } from '../../domain/staff-account/giving-roles.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { StaffNoticeKind } from '../../ports/staff-notices.ts'
import type { StaffRequestKind } from '../../ports/staff-requests.ts'
import type { Tx } from '../../ports/store.ts'
import type { RoleWish } from './managed.ts'
import { tellStaff } from './tell-staff.ts'

/** A leading role begins when the second person says yes. False: asked already. */
export function askRole(app: App, tx: Tx, by: Officer, staffId: string, wish: RoleWish): Promise<boolean> {
  return ask(app, tx, by, { staffId, kind: 'give_role', wish, role: wish.role, unitId: wish.unitId })
}

export interface Asked {
  staffId: string
  kind: StaffRequestKind
  wish: RoleWish | null
  role: StaffRole
  unitId: string
}

/** Writes the request down and tells whoever may say the second word. */
export async function ask(app: App, tx: Tx, by: Officer, asked: Asked): Promise<boolean> {
  const { staffId, kind, wish, role, unitId } = asked
  await tx.staffRequests.forget(app.now())
  const id = app.newId()
  const askedAt = app.now()
  const expiresAt = new Date(askedAt.getTime() + REQUEST_MS)
  const detail = wish && { role: wish.role, unitId: wish.unitId, from: wish.from, until: wish.until }
  const request = { id, kind, staffId, unitId, role: detail, askedBy: by.staffId, askedAt, expiresAt }
  if (!(await tx.staffRequests.ask(request))) return false
  await tellSecondPeople(app, tx, [by.staffId, staffId], { role, unitId, kind: 'request_waits', about: id })
  await tx.audit.write({
    staffId: by.staffId,
    action: `ask_${kind}`,
    subjectKind: 'staff',
    subjectId: staffId,
    detail: wish ? { role: wish.role, unitId } : {},
  })
  return true
}

/** Tells whoever may say the second word about this role at this unit: its leaders and those above. */
export async function tellSecondPeople(
  app: App,
  tx: Tx,
  except: readonly string[],
  { role, unitId, kind, about }: Pick<Asked, 'role' | 'unitId'> & { kind: StaffNoticeKind; about: string },
): Promise<void> {
  const today = dayInVietNam(app.now())
  const found: string[] = []
  for (let unit = await tx.units.get(unitId); unit; unit = unit.parentId ? await tx.units.get(unit.parentId) : null)
    found.push(...(await tx.staffPosts.holders(unit.id, CONFIRMING[role], today)))
  const others = [...new Set(found)].filter((id) => !except.includes(id))
  await tellStaff(app, tx, others, { unitId, kind, detail: {}, about })
}
