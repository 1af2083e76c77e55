import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { App } from '../core/ports/app.ts'
import type { HearingChannel } from './channel.ts'

/** Whose request it is, and what was heard: its key makes an act that is repeated after a crash the same act. */
export interface Asker {
  app: App
  address: string
  locale: 'vi' | 'en'
  event: InboundEvent
  channel: HearingChannel
}
