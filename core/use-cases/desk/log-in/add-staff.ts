import { randomBytes } from 'node:crypto'
import { done, type Outcome, object } from '../../../domain/objection.ts'
import type { StaffRole } from '../../../domain/role.ts'
import type { App } from '../../../ports/app.ts'

export interface AddStaff {
  login: string
  fullName: string
  role: StaffRole
  unitId: string
}

/** Opens an account; the first password and the authenticator secret are shown once and never again. */
export async function addStaff(
  app: App,
  command: AddStaff,
): Promise<Outcome<{ staffId: string; password: string; totpSecret: string }>> {
  const login = command.login.trim().toLowerCase()
  const password = randomBytes(12).toString('base64url')
  const passwordHash = await app.secrets.hashPassword(password)
  const totpSecret = app.secrets.newTotpSecret()
  return app.store.transaction(async (tx) => {
    if (!(await tx.units.get(command.unitId))) return object('not_your_unit')
    const staffId = app.newId()
    const added = await tx.staff.add({
      staffId,
      login,
      fullName: command.fullName.normalize('NFC').trim(),
      role: command.role,
      unitId: command.unitId,
      passwordHash,
      totpSecret: app.secrets.sealText(totpSecret),
      mustChangePassword: true,
    })
    if (!added) return object('wrong_state', { field: 'login' })
    await tx.audit.write({
      staffId: null,
      action: 'add_staff',
      subjectKind: 'staff',
      subjectId: staffId,
      detail: { role: command.role, unitId: command.unitId },
    })
    return done({ staffId, password, totpSecret })
  })
}
