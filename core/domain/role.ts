/** Roles of the process (features K02). `system` is the clock and the read-back, never a person. */
export const ROLES = [
  'citizen',
  'clerk',
  'head',
  'police_officer',
  'police_chief',
  'district',
  'province',
  'helper',
  'auditor',
  'system',
] as const

export type Role = (typeof ROLES)[number]

/** Roles that log in at /can-bo. */
export const STAFF_ROLES = [
  'clerk',
  'head',
  'police_officer',
  'police_chief',
  'district',
  'province',
  'helper',
  'auditor',
] as const

export type StaffRole = (typeof STAFF_ROLES)[number]

/** Whoever takes a step: an officer of a unit, a citizen behind a channel, or the system itself. */
export type Actor =
  | { kind: 'staff'; staffId: string; role: StaffRole; unitId: string }
  | { kind: 'citizen'; role: 'citizen'; address: string }
  | { kind: 'system'; role: 'system' }

export const SYSTEM: Actor = { kind: 'system', role: 'system' }
