import {
  SWITCHED_CHANNELS,
  type SwitchedChannel,
  type SwitchState,
  switchStatesOf,
} from '../../domain/chat/channel-switch.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { provinceOfUnit } from './province-of.ts'

export interface ChannelNow {
  channel: SwitchedChannel
  state: SwitchState
  /** Null where it was never switched. */
  switchedAt: Date | null
}

/** How every channel of the officer's province stands. */
export async function readSwitches(app: App, { officer }: { officer: Officer }): Promise<Outcome<ChannelNow[]>> {
  if (!may(officer, 'switch_channels')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const switches = await tx.channelSwitches.inProvince(await provinceOfUnit(tx, officer.unitId))
    return done(
      SWITCHED_CHANNELS.map((channel) => {
        const found = switches.find((one) => one.channel === channel)
        return { channel, state: found?.state ?? 'on', switchedAt: found?.switchedAt ?? null }
      }),
    )
  })
}

export interface SwitchChannel {
  officer: Officer
  channel: SwitchedChannel
  state: SwitchState
}

/** Turns one channel of the officer's province (features L10). Nothing that is under way is lost: notices take the next road. */
export async function switchChannel(app: App, { officer, channel, state }: SwitchChannel): Promise<Outcome<null>> {
  if (!may(officer, 'switch_channels')) return object('not_your_role')
  if (!switchStatesOf(channel).includes(state)) return object('not_possible_now')
  const { staffId } = officer
  return app.store.transaction(async (tx) => {
    const province = await provinceOfUnit(tx, officer.unitId)
    await tx.channelSwitches.save({ channel, province, state, switchedBy: staffId, switchedAt: app.now() })
    const detail = { province, state }
    await tx.audit.write({ staffId, action: 'switch_channel', subjectKind: 'channel', subjectId: channel, detail })
    return done(null)
  })
}
