import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { ask } from './ask-role.ts'
import { managedStaff } from './managed-staff.ts'

/**
 * An officer lost the phone or the key: one leader asks, another confirms (`settle-request`), and only then the account begins anew
 * with a one-time password and a second factor still to be set up (features K03).
 */
export async function askRecovery(app: App, command: { officer: Officer; staffId: string }): Promise<Outcome<null>> {
  const { officer, staffId } = command
  return app.store.transaction(async (tx) => {
    if (staffId === officer.staffId) return object('other_person_needed')
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return known
    const { role, unitId, closedAt, closedWhy } = known.value
    if (closedAt && closedWhy !== 'idle') return object('account_closed')
    const asked = await ask(app, tx, officer, { staffId, kind: 'recover', wish: null, role, unitId })
    return asked ? done(null) : object('asked_already')
  })
}
