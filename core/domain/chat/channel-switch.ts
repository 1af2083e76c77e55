/** `hand_over`: a photo takes a one-time link to the portal instead of the chat (features C14, L10). */
export const SWITCH_STATES = ['on', 'hand_over', 'off'] as const

export type SwitchState = (typeof SWITCH_STATES)[number]

/** The web portal has no switch: it is the road that always stays, so no province is ever without one (features L10). */
export const SWITCHED_CHANNELS = ['telegram', 'zalo', 'zns', 'sms'] as const

export type SwitchedChannel = (typeof SWITCHED_CHANNELS)[number]

/** Only a chat brings photos. */
export function switchStatesOf(channel: SwitchedChannel): readonly SwitchState[] {
  return channel === 'telegram' || channel === 'zalo' ? SWITCH_STATES : ['on', 'off']
}
