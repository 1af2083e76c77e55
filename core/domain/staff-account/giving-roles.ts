import type { StaffRole } from '../role.ts'
import type { UnitKind } from './unit-kind.ts'

interface Giving {
  /** Who may ask for it, inside their scope. */
  by: readonly StaffRole[]
  /** Where such an officer works. */
  at: readonly UnitKind[]
  /** A second person confirms it: whoever leads can sign, export or appoint (features K02). */
  needsTwo: boolean
}

/** Who gives which role: one line per role. */
export const GIVING: Record<StaffRole, Giving> = {
  clerk: { by: ['head', 'district', 'province'], at: ['station', 'facility'], needsTwo: false },
  helper: { by: ['head', 'district', 'province'], at: ['station'], needsTwo: false },
  head: { by: ['district', 'province'], at: ['station', 'facility'], needsTwo: true },
  police_officer: { by: ['police_chief', 'province'], at: ['police'], needsTwo: false },
  police_chief: { by: ['province'], at: ['police'], needsTwo: true },
  district: { by: ['district', 'province'], at: ['district'], needsTwo: true },
  province: { by: ['province'], at: ['province'], needsTwo: true },
  auditor: { by: ['province'], at: ['province', 'district'], needsTwo: true },
}

/** Whose word counts as the second one, for officers of this role. */
export const CONFIRMING: Record<StaffRole, readonly StaffRole[]> = {
  clerk: ['head', 'district', 'province'],
  helper: ['head', 'district', 'province'],
  head: ['head', 'district', 'province'],
  police_officer: ['police_chief', 'province'],
  police_chief: ['police_chief', 'province'],
  district: ['district', 'province'],
  province: ['province'],
  auditor: ['province'],
}

/** Roles this officer may give at a unit of this kind. */
export function rolesToGive(giver: StaffRole, kind: UnitKind): StaffRole[] {
  return (Object.keys(GIVING) as StaffRole[]).filter(
    (role) => GIVING[role].by.includes(giver) && GIVING[role].at.includes(kind),
  )
}
