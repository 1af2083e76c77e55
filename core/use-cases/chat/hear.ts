import type { InboundEvent } from '../../domain/chat/inbound-event.ts'
import type { App } from '../../ports/app.ts'

/** Stores what was heard before anything else happens; the relay rings for it. False: heard before (features M01, M02). */
export async function hear(app: App, event: InboundEvent): Promise<boolean> {
  return app.store.hear(event)
}
