import { createHash } from 'node:crypto'
import type { ChannelId } from '../../domain/chat/inbound-event.ts'
import { provedPhone } from '../../domain/citizen/assurance.ts'
import { channelOf, smsTo } from '../../domain/contact/address.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** One way of talking as a page may show it; `id` names it in forms and tells nothing about the account. */
export interface OwnChannel {
  id: string
  channel: ChannelId
  isHere: boolean
  stopped: boolean
}

export interface OwnChannels {
  channels: OwnChannel[]
  /** The way notices go by the person's own choice; null: the one used last. */
  chosen: string | null
  /** No message goes out by any way, the phone included. */
  allStopped: boolean
}

const idOf = (address: string) => createHash('sha256').update(address).digest('hex').slice(0, 16)

export async function ownChannels(app: App, { address }: { address: string }): Promise<OwnChannels> {
  return app.store.transaction(async (tx) => {
    const addresses = await tx.contacts.groupOf(address)
    const channels = await Promise.all(addresses.map((one) => channelAt(tx, one, address)))
    const chosen = await tx.contacts.chosenOf(address)
    const reached = await reachedBy(app, tx, address)
    const stopped = await Promise.all(reached.map((one) => tx.contacts.optedOut(one)))
    return { channels, chosen: chosen && idOf(chosen), allStopped: reached.length > 0 && stopped.every(Boolean) }
  })
}

async function channelAt(tx: Tx, address: string, here: string): Promise<OwnChannel> {
  const channel = channelOf(address) as ChannelId
  return { id: idOf(address), channel, isHere: address === here, stopped: await tx.contacts.optedOut(address) }
}

/** The address behind an id of one's own list; nobody names an address of somebody else. */
export async function ownAddress(app: App, { address, id }: { address: string; id: string }): Promise<string | null> {
  const addresses = await app.store.transaction((tx) => tx.contacts.groupOf(address))
  return addresses.find((one) => idOf(one) === id) ?? null
}

/** Where notices go from now on; `id` null: to the channel used last. */
export async function chooseChannel(
  app: App,
  { address, id }: { address: string; id: string | null },
): Promise<Outcome<null>> {
  const preferred = id === null ? null : await ownAddress(app, { address, id })
  if (id !== null && !preferred) return object('not_possible_now')
  await app.store.transaction((tx) => tx.contacts.choose(address, preferred))
  return done(null)
}

/** STOP by every way at once, and its way back (features I10). */
export async function stopEverywhere(
  app: App,
  { address, stop }: { address: string; stop: boolean },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    for (const one of await reachedBy(app, tx, address)) {
      await (stop ? tx.contacts.stop(one, app.now()) : tx.contacts.start(one))
    }
    return done(null)
  })
}

/** Linked chats and the phone this address holds: what can ring. */
async function reachedBy(app: App, tx: Tx, address: string): Promise<string[]> {
  const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
  const chats = (await tx.contacts.groupOf(address)).filter((one) => !one.startsWith('web|'))
  return phone ? [...chats, smsTo(phone)] : chats
}
