import type { StaffRole } from './domain/role.ts'
import type { Unit } from './ports/units.ts'

/**
 * Everything staff may see or do, with the roles that may (features K02). A role that is not named may not.
 * The matrix test reads this table aloud: test/unit/desk/permission-matrix.txt.
 */
export const PERMISSIONS = {
  see_queue: ['clerk', 'head', 'district', 'province'],
  see_case: ['clerk', 'head', 'district', 'province'],
  see_photo: ['clerk', 'head', 'district', 'province'],
  decide_case: ['clerk', 'head', 'district', 'province'],
  hand_over_case: ['clerk', 'head', 'district', 'province'],
  // Says whose a report is: pulls what has no known place (9458), rules after two hand-overs (features E02).
  place_reports: ['district', 'province'],
  recheck_case: ['clerk', 'head', 'district', 'province'],
  link_record: ['clerk', 'head'],
  join_records: ['clerk', 'head', 'district'],
  decide_many: ['clerk', 'head', 'district'],
  write_notes: ['clerk', 'head', 'district', 'province'],
  see_error_list: ['clerk', 'head'],
  see_batches: ['clerk', 'head', 'district'],
  plan_work: ['head', 'district'],
  see_work_plan: ['clerk', 'head', 'district'],
  lend_staff: ['district'],
  talk_to_citizens: ['clerk', 'head', 'district', 'province'],
  send_reminders: ['clerk', 'head'],
  work_at_counter: ['clerk', 'head'],
  import_records: ['clerk', 'head'],
  review_with_hamlet: ['clerk', 'head'],
  draw_up_police_list: ['clerk', 'head'],
  see_police_list: ['clerk', 'head', 'police_officer', 'police_chief'],
  answer_police_row: ['police_officer', 'police_chief'],
  sign_police_return: ['police_officer', 'police_chief'],
  accept_police_return: ['clerk', 'head'],
  exchange_police_workbook: ['clerk', 'head', 'police_officer', 'police_chief'],
  set_police_capacity: ['police_officer', 'police_chief'],
  consent_to_load: ['district', 'province'],
  hold_joint_review: ['clerk', 'head'],
  oversee_readings: ['district', 'province'],
  // A district types the doses of facilities that no longer exist (features G12).
  export_for_platform: ['clerk', 'head', 'district'],
  decide_double_doses: ['clerk', 'head'],
  read_record_story: ['clerk', 'head', 'district'],
  sign_records: ['head'],
  check_records: ['clerk', 'head'],
  own_certificate: ['clerk', 'head', 'police_officer', 'police_chief'],
  see_dead_letters: ['head', 'district', 'province'],
  switch_channels: ['province'],
  manage_channels: ['head', 'district', 'province'],
  help_citizens: ['helper'],
  record_help_slips: ['clerk', 'head'],
  judge_birth_papers: ['clerk', 'head'],
  see_rights: ['clerk', 'head', 'district', 'province'],
  answer_rights: ['clerk', 'head'],
  manage_staff: ['head', 'police_chief', 'district', 'province'],
  open_commune: ['province'],
  read_audit: ['auditor', 'province'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof PERMISSIONS

/** What takes two people: one of them may not be the puppet of the other (features E11, K02). */
const TAKES_TWO: readonly Permission[] = [
  ...(['decide_case', 'join_records', 'decide_double_doses'] as const),
  ...(['check_records', 'sign_police_return', 'accept_police_return'] as const),
]

/** Whether an officer of this role is ever one of two. */
export function actsAsOneOfTwo(who: Pick<Someone, 'role'>): boolean {
  return TAKES_TWO.some((permission) => may(who, permission))
}

/** Units whose people and reports a query may touch. An empty list finds nothing. */
export interface Scope {
  unitIds: string[] | 'all'
}

type Someone = { role: StaffRole; unitId: string }

export function may(who: Pick<Someone, 'role'>, permission: Permission): boolean {
  const roles: readonly StaffRole[] = PERMISSIONS[permission]
  return roles.includes(who.role)
}

/** Roles for a door: `requireOfficer(...rolesFor('see_queue'))`. */
export function rolesFor(permission: Permission): readonly StaffRole[] {
  return PERMISSIONS[permission]
}

/**
 * The units whose reports and records an officer reaches: a station its own, a district or province also all below it.
 * Police see lists only and the auditor nobody's data, so their queries find no report at all.
 */
export function scopeOf(who: Someone, units: readonly Pick<Unit, 'id' | 'parentId' | 'kind'>[]): Scope {
  if (who.role === 'clerk' || who.role === 'head') return { unitIds: [who.unitId] }
  if (reachesBelow(who)) return { unitIds: withChildren(who.unitId, units) }
  return { unitIds: [] }
}

/** Only then is the tree of units needed to know somebody's scope. */
export function reachesBelow({ role }: Pick<Someone, 'role'>): boolean {
  return role === 'district' || role === 'province'
}

/** What a district does with its own cases (second appeals, features D05), not with those of the stations below it. */
const OWN_UNIT_ONLY: readonly Permission[] = ['decide_case', 'see_photo']

/** A province handles what lies with itself (9458: province known, place not; features E10) and moves nobody else's. */
const OF_PROVINCE_ONLY: readonly Permission[] = [...OWN_UNIT_ONLY, 'hand_over_case']

/** May this officer do this with what lies at this unit, scope set aside? */
export function mayAt(who: Someone, permission: Permission, unitId: string): boolean {
  if (!may(who, permission) || who.unitId === unitId) return may(who, permission)
  if (who.role === 'province') return !OF_PROVINCE_ONLY.includes(permission)
  return who.role !== 'district' || !OWN_UNIT_ONLY.includes(permission)
}

export function isInScope(scope: Scope, unitId: string): boolean {
  return scope.unitIds === 'all' || scope.unitIds.includes(unitId)
}

function withChildren(unitId: string, units: readonly Pick<Unit, 'id' | 'parentId' | 'kind'>[]): string[] {
  const found = new Set([unitId])
  for (const id of found) {
    for (const unit of units) if (unit.parentId === id && unit.kind !== 'police') found.add(unit.id)
  }
  return [...found]
}
