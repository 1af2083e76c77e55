import { act } from '../../domain/lifecycle.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import { askHuman } from './ask-human.ts'

/**
 * Staff wrote at the channel's own console: a human is talking, so the bot stands back as in any talk (channels 1.6). Who was
 * spoken to without having asked does not count for the time to an answer.
 */
export async function hearOperator(app: App, { address }: { address: string }): Promise<void> {
  const before = await app.store.transaction((tx) => tx.helpRequests.openFor(address))
  if (!before) await askHuman(app, { address, personId: null, text: null })
  await app.store.transaction(async (tx) => {
    const open = await tx.helpRequests.openFor(address)
    const request = open ? await tx.helpRequests.lock(open.id) : null
    const moved = request && act(HELP_LIFECYCLE, request.state, 'take', 'clerk')
    if (!request || !moved?.ok) return
    const askedOpen = before !== null && request.askedOpen
    await tx.helpRequests.save({
      ...request,
      state: moved.value,
      askedOpen,
      answeredAt: request.answeredAt ?? app.now(),
    })
  })
}
