import { provedPhone } from '../../domain/citizen/assurance.ts'
import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readPhone } from '../../domain/person/phone.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import { type CallbackPart, callbackDays, partsLeft, USUAL_HOURS } from '../../domain/thread/office-hours.ts'
import type { App } from '../../ports/app.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Tx } from '../../ports/store.ts'

export interface ChooseCallback {
  address: string
  /** YYYY-MM-DD, one of the days offered. */
  day: string
  part: CallbackPart
  /** As typed; null: the phone this address has proved. */
  phone: string | null
}

/** More days than are offered: whoever left the question open over a weekend may still choose. */
const DAYS_TAKEN = 10

/** The citizen says when to be called, and on which phone. */
export async function chooseCallback(app: App, choice: ChooseCallback): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const { address, day, part } = choice
    const open = await tx.helpRequests.openFor(address)
    const request = open ? await tx.helpRequests.lock(open.id) : null
    if (!request) return object('not_possible_now')
    const moved = act(HELP_LIFECYCLE, request.state, 'choose_callback', 'citizen')
    if (!moved.ok) return moved
    if (!(await isFree(app, tx, request, choice))) return object('slot_gone')
    const callbackPhone = await phoneFor(app, tx, choice)
    if (!callbackPhone) return object('phone_invalid')
    await tx.helpRequests.save({ ...request, state: moved.value, callback: { day, part }, callbackPhone })
    return done(null)
  })
}

async function isFree(app: App, tx: Tx, request: HelpRequest, { day, part }: ChooseCallback): Promise<boolean> {
  const now = app.now()
  const hours = (await tx.helpRequests.hoursOf(request.unitId)) ?? USUAL_HOURS
  return callbackDays(hours, now, DAYS_TAKEN).includes(day) && partsLeft(hours, day, now).includes(part)
}

async function phoneFor(app: App, tx: Tx, { address, phone }: ChooseCallback): Promise<string | null> {
  if (phone !== null) return readPhone(phone)
  return provedPhone(await tx.citizens.proofsOf(address, app.now()))
}
