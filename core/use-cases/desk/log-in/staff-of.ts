import { SESSION_MS } from '../../../domain/staff/log-in-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { Officer } from '../../../ports/staff.ts'
import { tokenHash } from './session-token.ts'

export type SessionStanding = 'none' | 'half' | 'whole' | 'change_password'

export interface StaffSessionView {
  standing: SessionStanding
  officer: Officer | null
}

const NOBODY: StaffSessionView = { standing: 'none', officer: null }

/** Whose session this is. `half`: the second factor is missing; `change_password`: nothing else works yet (9458 step 1). */
export async function staffOf(app: App, token: string | null): Promise<StaffSessionView> {
  if (!token) return NOBODY
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const session = await tx.staff.session(tokenHash(token))
    if (!session || session.expiresAt <= now) return NOBODY
    const account = await tx.staff.get(session.staffId)
    if (!account || account.closedAt) return NOBODY
    const { staffId, login, fullName, role, unitId, unitName } = account
    const officer = { staffId, login, fullName, role, unitId, unitName }
    if (!session.secondFactorAt) return { standing: 'half', officer }
    if (now.getTime() - session.secondFactorAt.getTime() >= SESSION_MS) return NOBODY
    return { standing: account.mustChangePassword ? 'change_password' : 'whole', officer }
  })
}
