import { setTimeout as pause } from 'node:timers/promises'
import { channelOf } from '../core/domain/contact/address.ts'
import type { App } from '../core/ports/app.ts'
import type { Channel } from '../core/ports/outbox.ts'
import type { Roads } from '../core/use-cases/delivery/pass-on.ts'
import { openGate, type PaceClock } from './pace.ts'
import type { SpeakDeps } from './speaking.ts'
import { speakingRound } from './speaking-round.ts'

/** Longer than a channel's window and the way of a message. */
const LATELY_MS = 12_000

const REAL_CLOCK: PaceClock = { now: () => performance.now(), wait: async (ms) => pause(ms) }

/**
 * Says everything that is due at one account (`telegram|<bot>`), many people at once, each in order. One voice per account:
 * whoever holds its lock keeps its pace alone, over all processes. What must wait is rung for again when its time comes.
 */
export async function speak(deps: SpeakDeps, { account }: { account: string }): Promise<void> {
  const held = await deps.app.store.withAddressLock('speak', account, async (store) => {
    const app = { ...deps.app, store }
    const clock = deps.clock ?? REAL_CLOCK
    const channel = deps.channels[channelOf(account) as Channel] ?? null
    const { pauses, lately } = await before(app, account)
    if (pauses.some(({ what }) => what === 'everything')) return
    await speakingRound({
      deps: { ...deps, app },
      roads: roadsOf(deps),
      account,
      channel,
      clock,
      gate: openGate(channel, clock, lately),
      resting: pauses.length > 0 ? 'push' : 'nothing',
    })
  })
  if (held === 'busy') throw new Error('Another process is speaking for this account')
}

/** What another process left behind: a rest that was ordered, and messages that still count. */
async function before(app: App, account: string) {
  const now = app.now().getTime()
  return app.store.transaction(async (tx) => ({
    pauses: await tx.channelPauses.of(account),
    lately: (await tx.deliveries.sentLately(account, new Date(now - LATELY_MS))).map(({ address, at }) => ({
      address,
      agoMs: now - at.getTime(),
    })),
  }))
}

function roadsOf({ channels, znsAccount }: SpeakDeps): Roads {
  return { zns: channels.zns ? (znsAccount ?? null) : null, sms: channels.sms !== undefined }
}
