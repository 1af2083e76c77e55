import type { ChannelId } from '../../domain/chat/inbound-event.ts'
import { channelOf } from '../../domain/contact/address.ts'
import type { App } from '../../ports/app.ts'

/** Every address of the same person; the own one stands first (features A13). */
export function linkedAddresses(app: App, { address }: { address: string }): Promise<string[]> {
  return app.store.transaction((tx) => tx.contacts.groupOf(address))
}

/** The channels of these addresses, each once. */
export function channelsOf(addresses: readonly string[]): ChannelId[] {
  return [...new Set(addresses.map((address) => channelOf(address) as ChannelId))]
}
