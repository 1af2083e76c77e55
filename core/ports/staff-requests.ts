import type { StaffRole } from '../domain/role.ts'

export type StaffRequestKind = 'give_role' | 'recover'

export interface RoleDetail {
  role: StaffRole
  unitId: string
  from: string | null
  until: string | null
}

export interface StaffRequest {
  id: string
  kind: StaffRequestKind
  staffId: string
  unitId: string
  /** What is asked for with `give_role`; null with `recover`. */
  role: RoleDetail | null
  askedBy: string
  askedAt: Date
  expiresAt: Date
}

export interface OpenStaffRequest extends StaffRequest {
  staffName: string
  staffRole: StaffRole
  unitName: string
  askedByName: string
}

/** What one leader asks and another confirms (features K02, K03). */
export interface StaffRequests {
  /** False when the same is asked already. */
  ask(request: StaffRequest): Promise<boolean>
  lock(id: string): Promise<StaffRequest | null>
  settle(id: string, by: string, outcome: 'confirmed' | 'refused', at: Date): Promise<void>
  open(unitIds: readonly string[], now: Date): Promise<OpenStaffRequest[]>
  /** Takes away what nobody answered in time. */
  forget(now: Date): Promise<void>
}
