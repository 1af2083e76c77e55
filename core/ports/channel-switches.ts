import type { SwitchedChannel, SwitchState } from '../domain/chat/channel-switch.ts'
import type { Channel } from './outbox.ts'

export interface ChannelSwitch {
  channel: SwitchedChannel
  /** Id of the province's unit. */
  province: string
  state: SwitchState
  switchedBy: string
  switchedAt: Date
}

export interface ChannelSwitches {
  /** `on` where nobody has switched anything; the web chat is always on. */
  of(channel: Channel, province: string): Promise<SwitchState>
  /** Some province does not have this channel on. */
  isTurned(channel: Channel): Promise<boolean>
  inProvince(province: string): Promise<ChannelSwitch[]>
  save(change: ChannelSwitch): Promise<void>
}
