import type { ChannelId } from '../../domain/chat/inbound-event.ts'
import { channelOf } from '../../domain/contact/address.ts'
import { LINK_TRIES_AN_HOUR, readLinkCode } from '../../domain/contact/link-code.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { spokenCodeHash } from '../limits/spoken-code-hash.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { channelsOf } from './linked-addresses.ts'
import { shareHeldCases } from './share-held-cases.ts'

const HOUR = 3_600_000

/**
 * Joins this address with the one that made the code; answers all channels of the person. A wrong, old, used or own code is
 * one answer, so that guessing teaches nothing. What an address has proved stays its own (docs/decisions/linked-channels).
 */
export async function useLinkCode(
  app: App,
  { address, code }: { address: string; code: string },
): Promise<Outcome<{ channels: ChannelId[] }>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, [{ key: `link-tried|${address}`, max: LINK_TRIES_AN_HOUR, windowMs: HOUR }])
    if (!may.ok) return may
    const maker = await makerOf(app, tx, code)
    if (!maker || maker === address) return object('link_code_wrong')
    await tx.contacts.useLinkCode(spokenCodeHash('link', readLinkCode(code) ?? ''), app.now())
    const before = await tx.contacts.groupOf(maker)
    await tx.contacts.join(maker, address, app.now())
    await tellOthers(app, tx, before, address)
    for (const one of [maker, address]) await shareHeldCases(app, tx, one)
    return done({ channels: channelsOf(await tx.contacts.groupOf(address)) })
  })
}

/** Somebody may have been talked into giving a code away: all channels that were there before hear of the new one. */
async function tellOthers(app: App, tx: Tx, others: readonly string[], joined: string): Promise<void> {
  const params = { code: '', link: `${app.settings.publicUrl}/gap-can-bo` }
  for (const address of others.filter((one) => one !== joined)) {
    await tx.outbox.put({
      id: app.newId(),
      idempotencyKey: `l|${joined}|${address}|${app.now().getTime()}`,
      channel: channelOf(address) as ChannelId,
      address,
      purpose: 'notification',
      content: { kind: 'notice', templateKey: 'channel-linked', locale: 'vi', params },
    })
  }
}

/** The address that made this code, while it is good. */
async function makerOf(app: App, tx: Tx, code: string): Promise<string | null> {
  const typed = readLinkCode(code)
  const kept = typed ? await tx.contacts.lockLinkCode(spokenCodeHash('link', typed)) : null
  return kept && !kept.usedAt && kept.expiresAt > app.now() ? kept.address : null
}
