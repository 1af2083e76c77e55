import { randomBytes } from 'node:crypto'
import type { ChannelId, InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import { dayInVietNam } from '../core/domain/citizen/viet-nam-day.ts'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { InboxRow } from '../core/ports/inbox.ts'
import type { Tx } from '../core/ports/store.ts'
import type { Renderer } from '../templates/render.ts'
import { nextGroup } from './album.ts'
import { carryOut } from './carry-out.ts'
import type { HearingChannel, HearingChannels } from './channel.ts'
import { handle, resume } from './conversation/handle.ts'
import { type ConversationState, newState, readState } from './conversation/state.ts'
import type { Facts, Move } from './conversation/walk.ts'
import { phrase } from './phrase.ts'

export interface ConverseDeps {
  app: App
  render: Pick<Renderer, 'text' | 'sentence'>
  channels: HearingChannels
  /** Codes and row ids only, never what was said. */
  onFault(code: string, fields: { inboxId: string; dead: boolean }): void
  /** Waits, so that the rest of an album can come. */
  pause(ms: number): Promise<void>
}

/** Tries of one message, then it is dead and the person gets a calm sentence (channels 5.4). */
const MAX_ATTEMPTS = 5

/** Answers everything heard at one address, in order and alone; throws when the bell shall ring again soon. */
export async function converse(deps: ConverseDeps, { address }: { address: string }): Promise<void> {
  for (;;) {
    const waitMs = await deps.app.store.withAddressLock('converse', address, (store) =>
      answerAll({ ...deps, app: { ...deps.app, store } }, address),
    )
    if (waitMs === 'busy') throw new Error('Another process is talking at this address')
    if (waitMs === 0) return
    await deps.pause(waitMs)
  }
}

/** 0 when nothing is left, else how long an album still has to come. */
async function answerAll(deps: ConverseDeps, address: string): Promise<number> {
  for (;;) {
    const rows = await deps.app.store.transaction((tx) => tx.inbox.openAt(address))
    const group = nextGroup(rows, deps.app.now())
    if (group.kind === 'nothing') return 0
    if (group.kind === 'wait') return group.ms
    await answerOne(deps, address, group.rows, group.event)
  }
}

async function answerOne(deps: ConverseDeps, address: string, rows: InboxRow[], event: InboundEvent): Promise<void> {
  try {
    const move = await think(deps, address, event)
    await deps.app.store.transaction((tx) => keepMove(deps, tx, { address, rows, event, move }))
  } catch (fault) {
    const dead = await countFault(deps, address, rows, faultCodeOf(fault))
    if (!dead) throw new Error('A message could not be answered and is tried again', { cause: fault })
  }
}

/** From what was heard to an answer: the engine thinks, the house acts, in turn. */
async function think(
  deps: ConverseDeps,
  address: string,
  event: InboundEvent,
): Promise<Exclude<Move, { kind: 'request' }>> {
  const channel = channelOf(deps, event.channel)
  await channel.acknowledge(event).catch((fault) => deps.onFault(faultCodeOf(fault), { inboxId: 'ack', dead: false }))
  const { state, facts } = await situation(deps, address, event, channel)
  let move = handle(state, event, facts)
  while (move.kind === 'request') {
    const asker = { app: deps.app, address, locale: move.state.locale, event, channel }
    move = resume(move.state, await carryOut(asker, move.request), move.says, facts)
  }
  return move
}

function channelOf({ channels }: ConverseDeps, id: ChannelId): HearingChannel {
  const channel = channels[id]
  if (!channel) throw new Error(`Something was heard on ${id}, which is not set up here`)
  return channel
}

/** A reply lands on its case within this time (features I09). */
const REPLY_MS = 30 * 24 * 3_600_000

async function situation(deps: ConverseDeps, address: string, event: InboundEvent, channel: HearingChannel) {
  const { app, render } = deps
  const now = app.now()
  const newToken = () => randomBytes(9).toString('base64url')
  const { stored, repliedReport } = await app.store.transaction(async (tx) => ({
    stored: await tx.conversations.get(address),
    repliedReport: await answeredReport(tx, address, event, new Date(now.getTime() - REPLY_MS)),
  }))
  const state = readState(stored?.state) ?? newState(event.locale ?? 'vi', now.getTime(), newToken)
  const facts: Facts = {
    now: now.getTime(),
    today: dayInVietNam(now),
    words: (key, locale, params) => render.sentence(key, locale, params),
    newToken,
    ownContact: channel.ownContact,
    repliedReport,
  }
  return { state, facts }
}

async function answeredReport(tx: Tx, address: string, { replyTo }: InboundEvent, since: Date) {
  const reportId = replyTo ? await tx.deliveries.reportOf(address, replyTo, since) : null
  const report = reportId ? await tx.reports.get(reportId) : null
  return report ? { id: report.id, code: report.code, state: report.state } : null
}

interface Kept {
  address: string
  rows: InboxRow[]
  event: InboundEvent
  move: Exclude<Move, { kind: 'request' }>
}

/** Heard, understood and answered in one transaction: none of the three without the others (design 1). */
async function keepMove(deps: ConverseDeps, tx: Tx, { address, rows, event, move }: Kept): Promise<void> {
  await tx.inbox.handled(rows.map((row) => row.id))
  if (event.kind === 'subscription' && event.state === 'closed') return tx.conversations.close(address)
  await tx.conversations.save(address, move.state, move.state.locale)
  if (move.kind === 'silent') return
  const { locale } = move.state
  const how = { render: deps.render, publicUrl: deps.app.settings.publicUrl, locale }
  const replies = [...(event.kind === 'contact' ? [contactReceived(deps, move.state)] : []), phrase(move.turn, how)]
  for (const [index, content] of replies.entries()) await reply(deps, tx, address, `r|${rows[0]?.id}|${index}`, content)
}

function contactReceived({ render }: ConverseDeps, { locale }: ConversationState): OutboundContent {
  const text = render.sentence('chat.contactReceived', locale)
  return { kind: 'text', text, choices: [], links: [], closesContact: true }
}

async function reply(deps: ConverseDeps, tx: Tx, address: string, idempotencyKey: string, content: OutboundContent) {
  const channel = address.slice(0, address.indexOf('|')) as ChannelId
  const id = deps.app.newId()
  await tx.outbox.put({ id, idempotencyKey, channel, address, purpose: 'reply', content: { kind: 'turn', content } })
}

async function countFault(deps: ConverseDeps, address: string, rows: InboxRow[], code: string): Promise<boolean> {
  const dead = rows.some((row) => row.attempts + 1 >= MAX_ATTEMPTS)
  await deps.app.store.transaction(async (tx) => {
    await tx.inbox.failed(
      rows.map((row) => row.id),
      code,
      dead,
    )
    if (!dead) return
    const stored = readState((await tx.conversations.get(address))?.state)
    const text = deps.render.sentence('chat.trouble', stored?.locale ?? 'vi')
    const calm: OutboundContent = { kind: 'text', text, choices: [], links: [], closesContact: false }
    await reply(deps, tx, address, `t|${rows[0]?.id}`, calm)
  })
  deps.onFault(code, { inboxId: rows[0]?.id ?? '', dead })
  return dead
}
