import type { ChannelId } from '../chat/inbound-event.ts'

/** Ways a message goes out, and a helper's desk, where nothing is heard or said (features A09). */
type AddressChannel = ChannelId | 'sms' | 'zns' | 'helper'

/** The parts of an address `channel|account|user`; the name of an account alone has no user. */
export function partsOf(address: string): { channel: AddressChannel; account: string; user: string } {
  const [channel = '', account = '', user = ''] = address.split('|')
  return { channel: channel as AddressChannel, account, user }
}

export function channelOf(address: string): AddressChannel {
  return partsOf(address).channel
}

/** The account an address belongs to, as `channel|account`. */
export function accountOf(address: string): string {
  const { channel, account } = partsOf(address)
  return `${channel}|${account}`
}

/** The phone, E.164, to which an SMS or a template goes; null for a chat or a browser. */
export function phoneAt(address: string): string | null {
  const { channel, user } = partsOf(address)
  return (channel === 'sms' || channel === 'zns') && user !== '' ? user : null
}

export const smsTo = (phone: string): string => `sms|gateway|${phone}`
