import type { Request } from 'express'
import type { Actor } from '../../core/domain/role.ts'
import { officerOf } from './officer.ts'

/** The officer of this request as the one who acts. */
export function actingOfficer(req: Request): Extract<Actor, { kind: 'staff' }> {
  const { staffId, role, unitId } = officerOf(req)
  return { kind: 'staff', staffId, role, unitId }
}
