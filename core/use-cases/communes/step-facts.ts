import { scopeOf } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import type { ZaloAccount } from '../../ports/zalo-accounts.ts'

/** Health centres of this province that a new station may stand below; the province itself where there is none. */
export async function centresFor(app: App, officer: Officer): Promise<Unit[]> {
  const all = await app.store.transaction((tx) => tx.units.all())
  const { unitIds } = scopeOf(officer, all)
  const own = all.filter(({ id, kind }) => (kind === 'district' || kind === 'province') && unitIds.includes(id))
  const centres = own.filter(({ kind }) => kind === 'district')
  return centres.length > 0 ? centres : own
}

export type ZaloStanding = 'not_configured' | 'never_connected' | ZaloAccount['state']

/** How the Official Account that the commune will share stands right now. */
export function zaloStanding({ store, zalo }: App): Promise<ZaloStanding> {
  return store.transaction((tx) => zaloStandingIn(tx, zalo))
}

export async function zaloStandingIn(tx: Tx, zalo: App['zalo']): Promise<ZaloStanding> {
  if (!zalo) return 'not_configured'
  return (await tx.zaloAccounts.get(zalo.appId))?.state ?? 'never_connected'
}

/** What became of the test message. */
export async function sampleState(app: App, sampleId: string): Promise<'pending' | 'sent' | 'other'> {
  const [fate] = await app.store.transaction((tx) => tx.outbox.ofReport(sampleId))
  if (!fate || fate.state === 'pending' || fate.state === 'queued') return 'pending'
  return ['sent', 'delivered', 'seen'].includes(fate.state) ? 'sent' : 'other'
}
