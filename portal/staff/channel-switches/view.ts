import { type SwitchedChannel, type SwitchState, switchStatesOf } from '../../../core/domain/chat/channel-switch.ts'
import type { ChannelNow } from '../../../core/use-cases/channel-switch/switch-channel.ts'

type Say = (key: string, params?: Record<string, string>) => string

/** One card per channel: how it stands and what it may be turned to. */
export function switchesView(
  channels: readonly ChannelNow[],
  { done, fault }: { done: SwitchedChannel | null; fault: string | null },
  say: Say,
) {
  const nameOf = (channel: SwitchedChannel) => say(`channelswitches.channels.${channel}`)
  return {
    done: done && !fault ? say('channelswitches.done', { channel: nameOf(done) }) : null,
    fault,
    channels: channels.map(({ channel, state, switchedAt }) => ({
      channel,
      name: nameOf(channel),
      stateLabel: say(`channelswitches.states.${state}.name`),
      kind: KINDS[state],
      switchedAt: switchedAt?.toISOString() ?? null,
      options: optionsOf(channel, state, say),
    })),
  }
}

const KINDS: Record<SwitchState, string> = { on: 'success', hand_over: 'warning', off: 'danger' }

/** Only a chat can be told to take no photos; the others carry notices and nothing else. */
function optionsOf(channel: SwitchedChannel, now: SwitchState, say: Say) {
  const states = switchStatesOf(channel)
  const hintOf = (state: SwitchState) =>
    states.includes('hand_over') ? `channelswitches.states.${state}.hint` : `channelswitches.noticesOnly.${state}`
  return states.map((state) => ({
    value: state,
    id: `${channel}-${state}`,
    label: say(`channelswitches.states.${state}.name`),
    hint: say(hintOf(state)),
    checked: state === now,
  }))
}
