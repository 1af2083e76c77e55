import type { SwitchedChannel, SwitchState } from '../../../core/domain/chat/channel-switch.ts'
import type { ChannelSwitches } from '../../../core/ports/channel-switches.ts'
import type { Db } from '../database.ts'

export function channelSwitchesStore(db: Db): ChannelSwitches {
  const rowsIn = (province: string) =>
    db.selectFrom('channel_switches').selectAll().where('province_unit_id', '=', province)
  return {
    of: async (channel, province) => {
      const row = await rowsIn(province).where('channel', '=', channel).executeTakeFirst()
      return (row?.state ?? 'on') as SwitchState
    },
    isTurned: async (channel) => {
      const turned = db.selectFrom('channel_switches').select('state').where('channel', '=', channel)
      return (await turned.where('state', '<>', 'on').executeTakeFirst()) !== undefined
    },
    inProvince: async (province) =>
      (await rowsIn(province).execute()).map((row) => ({
        channel: row.channel as SwitchedChannel,
        province,
        state: row.state as SwitchState,
        switchedBy: row.switched_by,
        switchedAt: row.switched_at,
      })),
    save: async ({ channel, province, state, switchedBy, switchedAt }) => {
      const values = { state, switched_by: switchedBy, switched_at: switchedAt }
      await db
        .insertInto('channel_switches')
        .values({ channel, province_unit_id: province, ...values })
        .onConflict((c) => c.columns(['channel', 'province_unit_id']).doUpdateSet(values))
        .execute()
    },
  }
}
