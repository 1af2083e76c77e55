import { keptSince, type Passing } from '../../domain/rights/retention.ts'
import type { App } from '../../ports/app.ts'
import { EXPIRING, type Expiring } from '../../ports/expired.ts'

/** Removes what has had its time by the table of retention (features L04); answers the counts per table. */
export async function cleanUp(app: App): Promise<Record<Expiring, number>> {
  const counts: [Expiring, number][] = []
  for (const what of EXPIRING) {
    counts.push([what, await app.store.transaction((tx) => tx.expired.remove(what, keptSince(what, app.now())))])
  }
  const since = (what: Passing) => keptSince(what, app.now())
  await app.store.transaction((tx) => tx.expired.removeSaid(['reply', 'code'], since('said')))
  await app.store.transaction((tx) => tx.helpRequests.forget(since('help_requests')))
  await app.store.transaction((tx) => tx.callList.forget(since('call_list')))
  await app.store.transaction((tx) => tx.families.forget(since('family_ended')))
  await app.store.transaction((tx) => tx.helperDesk.forgetInitials(since('helped_list')))
  await app.store.transaction((tx) => tx.counterIntakes.forgetPhones(since('told_phones')))
  await app.store.transaction((tx) => tx.household.drop(since('household_sheets')))
  return Object.fromEntries(counts) as Record<Expiring, number>
}
