import type { App } from '../../ports/app.ts'
import { EXPIRING, type Expiring } from '../../ports/expired.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a row stays after its time ended. What was heard is kept 30 days: its keys must live 7 (channels 5.3). */
const KEPT_MS: Record<Expiring, number> = {
  drafts: 30 * DAY,
  one_time_codes: DAY,
  photo_links: DAY,
  proofs: 0,
  rate_limits: 0,
  upload_links: DAY,
  link_codes: DAY,
  early_receipts: HOUR,
  staff_sessions: 0,
  inbox: 30 * DAY,
  conversations: 30 * DAY,
}

/** Removes what has expired; answers the counts per table. */
export async function cleanUp(app: App): Promise<Record<Expiring, number>> {
  const counts: [Expiring, number][] = []
  for (const what of EXPIRING) {
    const endedBefore = new Date(app.now().getTime() - KEPT_MS[what])
    counts.push([what, await app.store.transaction((tx) => tx.expired.remove(what, endedBefore))])
  }
  const monthAgo = new Date(app.now().getTime() - 30 * DAY)
  await app.store.transaction((tx) => tx.expired.removeSaid(['reply', 'code'], monthAgo))
  await app.store.transaction((tx) => tx.helpRequests.forget(monthAgo))
  await app.store.transaction((tx) => tx.callList.forget(monthAgo))
  return Object.fromEntries(counts) as Record<Expiring, number>
}
