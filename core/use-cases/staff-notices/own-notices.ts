import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { StaffNotice } from '../../ports/staff-notices.ts'

const SHOWN = 100

/** An officer's own notices, newest first; reading the page is not yet having read them. */
export async function ownNotices(app: App, { officer }: { officer: Officer }): Promise<StaffNotice[]> {
  return app.store.transaction((tx) => tx.staffNotices.of(officer.staffId, SHOWN))
}

/** Everything told until this moment counts as read; what came after the page was made does not. */
export async function readNotices(app: App, { officer, until }: { officer: Officer; until: Date }): Promise<void> {
  await app.store.transaction((tx) => tx.staffNotices.readAll(officer.staffId, until))
}
