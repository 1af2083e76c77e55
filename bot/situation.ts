import { randomBytes } from 'node:crypto'
import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import { dayInVietNam } from '../core/domain/citizen/viet-nam-day.ts'
import { receiptCodeOf } from '../core/domain/report/receipt-code.ts'
import type { App } from '../core/ports/app.ts'
import type { Tx } from '../core/ports/store.ts'
import { switchOf } from '../core/use-cases/channel-switch/switch-of.ts'
import type { Renderer } from '../templates/render.ts'
import type { HearingChannel } from './channel.ts'
import type { Facts } from './conversation/facts.ts'
import { type ConversationState, newState, readState } from './conversation/state.ts'

/** A reply lands on its case within this time (features I09). */
const REPLY_MS = 30 * 24 * 3_600_000

/** Begins with a sign no word begins with: what looks like a token is never taken for words (channels 1.4). */
const newToken = () => `~${randomBytes(9).toString('base64url')}`

/** Where the conversation stands, and all that the engine may know of the world around it. */
export async function situation(
  { app, render }: { app: App; render: Pick<Renderer, 'sentence'> },
  address: string,
  event: InboundEvent,
  channel: HearingChannel,
): Promise<{ state: ConversationState; facts: Facts }> {
  const now = app.now()
  const found = await app.store.transaction((tx) => readAround(app, tx, address, event))
  const state = readState(found.stored) ?? newState(event.locale ?? 'vi', now.getTime(), newToken)
  const { ownContact, forgets, maxChoices, countsSmall } = channel
  const facts: Facts = {
    now: now.getTime(),
    today: dayInVietNam(now),
    words: (key, locale, params) => render.sentence(key, locale, params),
    newToken,
    channel: event.channel,
    ...{ ownContact, forgets, maxChoices, countsSmall },
    ...found.facts,
  }
  return { state, facts }
}

async function readAround(app: App, tx: Tx, address: string, event: InboundEvent) {
  const human = await tx.helpRequests.openFor(address)
  const since = new Date(app.now().getTime() - REPLY_MS)
  return {
    stored: (await tx.conversations.get(address))?.state ?? null,
    facts: {
      repliedReport: await answeredReport(tx, address, event, since),
      // Whoever waits for a call back talks with the machine meanwhile.
      withHuman: human !== null && human.state !== 'callback',
      optedOut: await tx.contacts.optedOut(address),
      handsOver: (await switchOf(app, tx, address, event.channel)) === 'hand_over',
      elsewhere: await newestElsewhere(tx, address),
    },
  }
}

async function answeredReport(tx: Tx, address: string, { replyTo }: InboundEvent, since: Date) {
  const reportId = replyTo ? await tx.deliveries.reportOf(address, replyTo, since) : null
  const report = reportId ? await tx.reports.get(reportId) : null
  // A message about one part is answered on the report it belongs to: its sender knows one code.
  return report ? { id: report.partOf ?? report.id, code: receiptCodeOf(report.code), state: report.state } : null
}

/** The open dialogue of this person that was spoken in last, at another linked address (features B02). */
async function newestElsewhere(tx: Tx, address: string): Promise<Facts['elsewhere']> {
  const others = (await tx.contacts.groupOf(address)).filter((one) => one !== address && !one.startsWith('sms|'))
  const open: NonNullable<Facts['elsewhere']>[] = []
  for (const other of others) {
    const state = readState((await tx.conversations.get(other))?.state)
    if (state && state.step !== null) open.push({ address: other, state })
  }
  return open.sort((a, b) => b.state.heardAt - a.state.heardAt)[0] ?? null
}
