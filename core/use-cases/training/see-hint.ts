import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'

/** The hint of this page does not come again for this officer (features K11). */
export async function seeHint(app: App, { officer, page }: { officer: Officer; page: string }): Promise<void> {
  await app.store.transaction((tx) => tx.training.seeHint(officer.staffId, page, app.now()))
}
