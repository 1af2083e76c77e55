import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Waiting } from '../../ports/open-work.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** The numbers in the desk's navigation: beside the inbox, the call list and the requests about one's own data. */
export async function waitingCounts(app: App, officer: Officer): Promise<Partial<Waiting>> {
  if (!may(officer, 'talk_to_citizens')) return {}
  return app.store.transaction(async (tx) => tx.openWork.waitingIn(await scopeFor(tx, officer), app.now()))
}
