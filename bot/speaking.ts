import type { App } from '../core/ports/app.ts'
import type { Channel } from '../core/ports/outbox.ts'
import type { Roads } from '../core/use-cases/delivery/pass-on.ts'
import type { Renderer } from '../templates/render.ts'
import type { Rest } from './account-rest.ts'
import type { SpeakingChannel } from './channel.ts'
import type { Gate, PaceClock } from './pace.ts'

export interface SpeakDeps {
  app: App
  render: Pick<Renderer, 'text' | 'sentence'>
  /** A channel that is not set up is absent. */
  channels: Partial<Record<Channel, SpeakingChannel>>
  /** Codes and row ids only. */
  onFault(code: string, fields: { outboxId: string }): void
  /** An account had to stop for a reason that people must repair; told once, not per message (channels 5.4). */
  onAlert?(code: string, fields: { channel: string; failure: string }): void
  /** `zns|<oa>` where templates to a phone are set up (channels 1.7). */
  znsAccount?: string | null
  clock?: PaceClock
  /** Ends what is under way and begins nothing new. */
  stopping?: AbortSignal
}

/** One account while somebody speaks for it. */
export interface Round {
  /** Its store is the connection that holds the lock: the loop alone uses it, one statement after the other. */
  deps: SpeakDeps
  roads: Roads
  account: string
  channel: SpeakingChannel | null
  clock: PaceClock
  gate: Gate
  resting: 'nothing' | Rest['what']
}
