import type { SwitchState } from '../../domain/chat/channel-switch.ts'
import type { ChannelId } from '../../domain/chat/inbound-event.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { provinceOfAddress } from './province-of.ts'

/** How this channel stands for whoever talks at this address; the province is looked for only where one has turned it. */
export async function switchOf(app: App, tx: Tx, address: string, channel: ChannelId): Promise<SwitchState> {
  if (!(await tx.channelSwitches.isTurned(channel))) return 'on'
  const province = await provinceOfAddress(tx, address, app.now())
  return province === null ? 'on' : tx.channelSwitches.of(channel, province)
}
