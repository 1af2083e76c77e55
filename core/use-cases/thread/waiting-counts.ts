import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** People who wait for an answer or a call, and whose data request is late: the numbers beside the inbox and the call list in the desk's navigation. */
export async function waitingCounts(
  app: App,
  officer: Officer,
): Promise<{ inbox?: number; callList?: number; rights?: number }> {
  if (!may(officer, 'talk_to_citizens')) return {}
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    return {
      inbox: await tx.helpRequests.waitingCount(scope),
      callList: await tx.callList.countOf(scope),
      rights: await tx.rights.lateCount(scope, app.now()),
    }
  })
}
