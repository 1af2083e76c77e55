import { done, type Outcome, object } from '../../domain/objection.ts'
import { isLow, type Meter } from '../../domain/zalo/meter.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { ChannelPause } from '../../ports/channel-pauses.ts'
import type { Traffic } from '../../ports/channel-traffic.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { ZaloAccount } from '../../ports/zalo-accounts.ts'
import { mayManage } from './may-manage.ts'

export interface ZaloNow {
  account: Omit<ZaloAccount, 'pair' | 'connectedBy'>
  /** Null when disconnected. */
  accessUntil: Date | null
  /** Whose consent it is. */
  connectedByName: string
  meters: (Meter & { low: boolean })[]
}

export interface ChannelsNow {
  /** Null when it was never connected, or no Zalo app is set up. */
  zalo: ZaloNow | null
  traffic: Traffic[]
  pauses: ChannelPause[]
  /** This officer may connect and disconnect. */
  mayManage: boolean
}

const DAY = 86_400_000

/** How every channel stands, with the figures of the last 24 hours. No token, not even sealed, leaves this house for a page. */
export async function readChannels(app: App, { officer }: { officer: Officer }): Promise<Outcome<ChannelsNow>> {
  if (!may(officer, 'manage_channels')) return object('not_your_role')
  return app.store.transaction(async (tx) =>
    done({
      zalo: await zaloNow(app, tx),
      traffic: await tx.channelTraffic.since(new Date(app.now().getTime() - DAY)),
      pauses: await tx.channelPauses.all(),
      mayManage: await mayManage(tx, officer),
    }),
  )
}

async function zaloNow({ zalo, now }: App, tx: Tx): Promise<ZaloNow | null> {
  const found = zalo ? await tx.zaloAccounts.get(zalo.appId) : null
  if (!zalo || !found) return null
  const { pair, connectedBy, ...account } = found
  const names = await tx.staff.namesOf([connectedBy])
  const meters = await tx.zaloAccounts.meters(zalo.appId)
  return {
    account,
    accessUntil: pair?.accessUntil ?? null,
    connectedByName: names.get(connectedBy) ?? '',
    meters: meters.map((meter) => ({ ...meter, low: isLow(meter, now()) })),
  }
}
