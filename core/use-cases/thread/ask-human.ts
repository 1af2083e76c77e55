import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { HELP_LIFECYCLE } from '../../domain/thread/help-lifecycle.ts'
import { callbackDays, isOpen, USUAL_HOURS } from '../../domain/thread/office-hours.ts'
import type { App } from '../../ports/app.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Tx } from '../../ports/store.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { unitFor } from './unit-for.ts'

export interface AskHuman {
  address: string
  personId: string | null
  /** What it is about, where the person said so. */
  text: string | null
  /** The network a browser stands in, hashed: a script with ever new sessions fills no inbox (features L07). */
  origin?: string | null
}

export interface HumanAsked {
  unitName: string
  /** Where one can go instead; null where nobody wrote it down. */
  unitAddress: string | null
  /** Office hours: a person answers in this chat. */
  open: boolean
  openingHours: string | null
  /** YYYY-MM-DD, offered while the unit is closed. */
  callbackDays: string[]
}

const DAYS_OFFERED = 3
const LONGEST_TEXT = 2_000

/** A citizen asks for a human and stands in the inbox of their unit; asking twice changes nothing (features D11). */
export async function askHuman(app: App, ask: AskHuman): Promise<Outcome<HumanAsked>> {
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const before = await tx.helpRequests.openFor(ask.address)
    const request = before ? await tx.helpRequests.lock(before.id) : null
    const may = request ? done(null) : await takeTurns(tx, budgets(ask))
    if (!may.ok) return may
    const { unit, personId, report } = await unitFor(app, tx, ask.address, ask.personId)
    const answering = request ? ((await tx.units.get(request.unitId)) ?? unit) : unit
    const hours = (await tx.helpRequests.hoursOf(answering.id)) ?? USUAL_HOURS
    const open = isOpen(hours, now)
    if (request) await askAgain(tx, request, ask, open, now)
    else
      await tx.helpRequests.insert({
        ...NEW_REQUEST,
        id: app.newId(),
        unitId: unit.id,
        address: ask.address,
        personId,
        reportId: report?.id ?? null,
        text: textOf(ask),
        state: open ? 'waiting' : 'callback',
        askedAt: now,
        askedOpen: open,
      })
    const { name, address: unitAddress, openingHours } = answering
    const days = open ? [] : callbackDays(hours, now, DAYS_OFFERED)
    return done({ unitName: name, unitAddress, open, openingHours, callbackDays: days })
  })
}

function budgets({ origin }: AskHuman) {
  return origin ? [{ key: `help|origin|${origin}`, max: 60, windowMs: 3_600_000 }] : []
}

const NEW_REQUEST = {
  takenBy: null,
  answeredAt: null,
  callback: null,
  callbackPhone: null,
  callTries: 0,
  endedAt: null,
} as const

/** Who asked at night and asks again by day waits in the chat like everybody else. */
async function askAgain(tx: Tx, request: HelpRequest, ask: AskHuman, open: boolean, now: Date): Promise<void> {
  const text = textOf(ask) ?? request.text
  const moved = act(HELP_LIFECYCLE, request.state, 'ask_again', 'citizen')
  if (!open || !moved.ok) return tx.helpRequests.save({ ...request, text })
  const asked = { askedAt: now, askedOpen: true, answeredAt: null, takenBy: null }
  await tx.helpRequests.save({ ...request, text, state: moved.value, ...asked })
}

function textOf({ text }: AskHuman): string | null {
  return text?.normalize('NFC').trim().slice(0, LONGEST_TEXT) || null
}
