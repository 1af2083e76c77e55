import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { IDLE_MS } from '../../domain/staff-account/account-rules.ts'
import type { App } from '../../ports/app.ts'
import { leadersOf } from './leaders-of.ts'
import { closeAccount } from './leave.ts'
import { tellStaff } from './tell-staff.ts'

/** Posts that begin today are moved into their accounts, and accounts idle for 90 days close (features K02, K04); answers how many closed. */
export async function lookAfterAccounts(app: App): Promise<number> {
  const now = app.now()
  const today = dayInVietNam(now)
  await app.store.transaction((tx) => tx.staffPosts.moveHomes(today))
  await app.store.transaction((tx) => tx.staffRequests.forget(now))
  const idle = await app.store.transaction((tx) => tx.staff.idleSince(new Date(now.getTime() - IDLE_MS)))
  for (const { staffId, unitId } of idle) {
    await app.store.transaction(async (tx) => {
      await closeAccount(app, tx, { staffId, to: null, why: 'idle', by: null })
      const login = (await tx.staff.get(staffId))?.login ?? ''
      const leaders = await leadersOf(app, tx, unitId, staffId)
      await tellStaff(app, tx, leaders, {
        unitId,
        kind: 'account_idle',
        detail: { login },
        about: `${staffId}|${today}`,
      })
    })
  }
  return idle.length
}
