import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { StaffRole } from '../../domain/role.ts'
import { REQUEST_MS } from '../../domain/staff-account/account-rules.ts'
import { dayBefore } from '../../domain/staff-account/days.ts'
import { CONFIRMING } from '../../domain/staff-account/giving-roles.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { StaffRequestKind } from '../../ports/staff-requests.ts'
import type { Tx } from '../../ports/store.ts'
import type { RoleWish } from './managed.ts'
import { tellStaff } from './tell-staff.ts'

/** A new account of a leading role has no post in force until the second person says yes. False: asked already. */
export async function askRole(app: App, tx: Tx, by: Officer, staffId: string, wish: RoleWish): Promise<boolean> {
  const yesterday = dayBefore(dayInVietNam(app.now()))
  const posts = await tx.staffPosts.of(staffId)
  const untouched = posts.filter(({ from, until, kind }) => kind === 'home' && from === null && until === null)
  const account = await tx.staff.get(staffId)
  if (account && account.lastSeenAt === null && account.mustEnrolFactor)
    for (const { postId } of untouched) await tx.staffPosts.end(postId, yesterday)
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
  const others = await secondPeople(app, tx, role, unitId, [by.staffId, staffId])
  await tellStaff(app, tx, others, { unitId, kind: 'request_waits', detail: {}, about: id })
  await tx.audit.write({
    staffId: by.staffId,
    action: `ask_${kind}`,
    subjectKind: 'staff',
    subjectId: staffId,
    detail: wish ? { role: wish.role, unitId } : {},
  })
  return true
}

async function secondPeople(app: App, tx: Tx, role: StaffRole, unitId: string, except: string[]): Promise<string[]> {
  const today = dayInVietNam(app.now())
  const found: string[] = []
  for (let unit = await tx.units.get(unitId); unit; unit = unit.parentId ? await tx.units.get(unit.parentId) : null)
    found.push(...(await tx.staffPosts.holders(unit.id, CONFIRMING[role], today)))
  return [...new Set(found)].filter((id) => !except.includes(id))
}
