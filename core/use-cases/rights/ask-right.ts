import { done, type Outcome } from '../../domain/objection.ts'
import { newReceiptCode } from '../../domain/report/receipt-code.ts'
import { rightsClock } from '../../domain/rights/rights-clock.ts'
import { type DoneAtOnce, isDoneAtOnce, type RightsKind } from '../../domain/rights/rights-kind.ts'
import { USUAL_HOURS } from '../../domain/thread/office-hours.ts'
import type { App } from '../../ports/app.ts'
import type { DeletionReceipt, RightsRequest } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'
import { rightsBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { unitFor } from '../thread/unit-for.ts'
import { eraseData } from './erase-data.ts'
import { moveRequest } from './move-request.ts'
import { tellAsker } from './tell-asker.ts'
import { type WhoAsks, whoAsks } from './who-asks.ts'
import { withdrawConsent } from './withdraw-consent.ts'

export interface AskRight {
  address: string
  kind: RightsKind
  words: string | null
  locale: 'vi' | 'en'
}

const LONGEST_WORDS = 2_000

/**
 * Takes a request about one's own data with both clocks of domain 8.1 (features L05). What the house can do alone it does
 * at once; the rest waits for the station. Asked twice while the first is open, it is one request.
 */
export async function askRight(app: App, command: AskRight): Promise<Outcome<RightsRequest>> {
  const asked = await app.store.transaction(async (tx) => {
    const who = await whoAsks(app, tx, command.address)
    if (!who.ok) return who
    const may = await takeTurns(tx, rightsBudgets(who.value.phone ?? command.address))
    if (!may.ok) return may
    const open = (await tx.rights.ofOwner(who.value)).find((one) => one.kind === command.kind && !one.settledAt)
    return done({ who: who.value, request: open ?? (await receive(app, tx, who.value, command)) })
  })
  if (!asked.ok) return asked
  const { who, request } = asked.value
  if (!isDoneAtOnce(request.kind)) return done(request)
  const receipt = await CARRY_OUT[request.kind](app, who)
  return app.store.transaction(async (tx) => {
    const locked = await tx.rights.lock(request.id)
    return moveRequest(app, tx, locked ?? request, { action: 'fulfil', role: 'system', change: { receipt } })
  })
}

/** What happens to the data itself; restriction and objection are carried out by the station's word. */
const CARRY_OUT: Record<DoneAtOnce, (app: App, who: WhoAsks) => Promise<DeletionReceipt | null>> = {
  access: async () => null,
  withdraw: withdrawConsent,
  erase: eraseData,
}

async function receive(app: App, tx: Tx, who: WhoAsks, command: AskRight): Promise<RightsRequest> {
  const { address, kind, locale } = command
  const { unit, personId } = await unitFor(app, tx, address, who.records[0]?.personId ?? null)
  const askedAt = app.now()
  const hours = (await tx.helpRequests.hoursOf(unit.id)) ?? USUAL_HOURS
  const request: RightsRequest = {
    id: app.newId(),
    code: newReceiptCode(app.random).replace(/^PA/, 'QY'),
    kind,
    state: 'received',
    version: 1,
    unitId: unit.id,
    personId,
    address,
    phone: who.phone,
    locale,
    words: command.words?.trim().slice(0, LONGEST_WORDS) || null,
    askedAt,
    ...rightsClock(kind, askedAt, hours),
    extendedAt: null,
    explainedAt: null,
    settledAt: null,
    settledBy: null,
    answer: null,
    receipt: null,
  }
  await tx.rights.insert(request)
  if (!isDoneAtOnce(kind)) await tellAsker(app, tx, request, 'rights-received')
  return request
}
