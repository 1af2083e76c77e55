import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { mayManage } from './may-manage.ts'

/** Forgets the tokens. Zalo keeps the consent itself until an administrator of the OA takes it back there. */
export async function disconnectZalo(app: App, { officer }: { officer: Officer }): Promise<Outcome<null>> {
  const { zalo } = app
  if (!zalo) return object('zalo_refused', { reason: 'not_configured', code: 'not_configured' })
  return app.store.transaction(async (tx) => {
    if (!(await mayManage(tx, officer))) return object('not_your_role')
    const account = await tx.zaloAccounts.lock(zalo.appId)
    if (!account || account.state === 'disconnected') return object('wrong_state')
    await tx.zaloAccounts.disconnect(zalo.appId)
    const about = { subjectKind: 'zalo_account', subjectId: account.oaId }
    await tx.audit.write({ staffId: officer.staffId, action: 'zalo_disconnected', ...about })
    return done(null)
  })
}
