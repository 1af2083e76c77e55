import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { StaffRole } from '../../domain/role.ts'
import { CONFIRMING, rolesToGive } from '../../domain/staff-account/giving-roles.ts'
import type { StaffPost } from '../../domain/staff-account/staff-post.ts'
import { actsAsOneOfTwo, rolesFor } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer, StaffAccount } from '../../ports/staff.ts'
import type { StaffLine } from '../../ports/staff-posts.ts'
import type { OpenStaffRequest } from '../../ports/staff-requests.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import { waitsForAnother } from './confirm-person.ts'
import { managedUnits, mayConfirm } from './managed.ts'
import { managedStaff } from './managed-staff.ts'

export interface StaffListed {
  lines: StaffLine[]
  /** What waits for a second person, and whether this leader may be that person. */
  requests: (OpenStaffRequest & { mine: boolean })[]
  /** What this leader may give, unit by unit. */
  giving: { unit: Unit; roles: StaffRole[] }[]
}

/** The people of one's own units and below (features K02). */
export async function listStaff(app: App, { officer }: { officer: Officer }): Promise<StaffListed> {
  return app.store.transaction(async (tx) => {
    const units = await managedUnits(tx, officer)
    const ids = units.map(({ id }) => id)
    const requests = await tx.staffRequests.open(ids, app.now())
    const mayAnswer = ({ askedBy, staffId, role, staffRole }: OpenStaffRequest) =>
      ![askedBy, staffId].includes(officer.staffId) && CONFIRMING[role?.role ?? staffRole].includes(officer.role)
    return {
      lines: await tx.staffPosts.at(ids, dayInVietNam(app.now())),
      requests: requests.map((request) => ({ ...request, mine: mayAnswer(request) })),
      giving: givingAt(units, officer),
    }
  })
}

export interface OneOfStaff {
  account: Omit<StaffAccount, 'passwordHash' | 'totpSecret'>
  posts: StaffPost[]
  open: { reports: number; threads: number }
  colleagues: { staffId: string; name: string }[]
  giving: StaffListed['giving']
  /** Nobody but its opener stands behind it yet; whether this leader may. Null where nothing waits. */
  confirming: { mine: boolean } | null
}

export async function oneOfStaff(
  app: App,
  { officer, staffId }: { officer: Officer; staffId: string },
): Promise<Outcome<OneOfStaff>> {
  return app.store.transaction(async (tx) => {
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return object('no_such_person')
    const { passwordHash: _hash, totpSecret: _secret, ...account } = known.value
    const units = await managedUnits(tx, officer)
    const today = dayInVietNam(app.now())
    const holders = await tx.staffPosts.holders(account.unitId, rolesFor('decide_case'), today)
    const names = await tx.staff.namesOf(holders.filter((id) => id !== staffId))
    return done({
      account,
      posts: await tx.staffPosts.of(staffId),
      open: await tx.openWork.countOf(staffId),
      colleagues: [...names].map(([id, name]) => ({ staffId: id, name })),
      giving: givingAt(units, officer),
      confirming: await confirmingOf(tx, officer, account),
    })
  })
}

async function confirmingOf(
  tx: Tx,
  officer: Officer,
  account: OneOfStaff['account'],
): Promise<OneOfStaff['confirming']> {
  if (!waitsForAnother(account) || !actsAsOneOfTwo(account)) return null
  const isAnother = ![account.openedBy, account.staffId].includes(officer.staffId)
  return { mine: isAnother && (await mayConfirm(tx, officer, account.role, account.unitId)) }
}

function givingAt(units: readonly Unit[], officer: Officer): StaffListed['giving'] {
  const giving = units.map((unit) => ({ unit, roles: rolesToGive(officer.role, unit.kind) }))
  return giving.filter(({ roles }) => roles.length > 0)
}
