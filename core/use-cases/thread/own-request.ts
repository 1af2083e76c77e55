import type { OpenHelpState } from '../../domain/thread/help-lifecycle.ts'
import { type CallbackSlot, callbackDays, partsLeft, USUAL_HOURS } from '../../domain/thread/office-hours.ts'
import type { App } from '../../ports/app.ts'

export interface OwnRequest {
  state: OpenHelpState
  unitName: string
  /** Chosen by the person; null: not yet. */
  callback: CallbackSlot | null
  /** To choose from. */
  slots: CallbackSlot[]
}

const DAYS_OFFERED = 3

/** The person's own call for a human, while it is open. */
export async function ownRequest(app: App, { address }: { address: string }): Promise<OwnRequest | null> {
  return app.store.transaction(async (tx) => {
    const open = await tx.helpRequests.openFor(address)
    const request = open ? await tx.helpRequests.get(open.id) : null
    if (!open || !request) return null
    const hours = (await tx.helpRequests.hoursOf(request.unitId)) ?? USUAL_HOURS
    const now = app.now()
    const slots = callbackDays(hours, now, DAYS_OFFERED).flatMap((day) =>
      partsLeft(hours, day, now).map((part) => ({ day, part })),
    )
    const unitName = (await tx.units.get(request.unitId))?.name ?? ''
    return { state: open.state, unitName, callback: request.callback, slots }
  })
}
