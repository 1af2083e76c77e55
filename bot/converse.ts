import type { ChannelId, InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import { partsOf } from '../core/domain/contact/address.ts'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { InboxRow } from '../core/ports/inbox.ts'
import type { Tx } from '../core/ports/store.ts'
import type { Renderer } from '../templates/render.ts'
import { nextGroup } from './album.ts'
import { lookAtDoor, sayAtDoor } from './answer-at-door.ts'
import { carryOut } from './carry-out.ts'
import type { HearingChannel, HearingChannels } from './channel.ts'
import { handle, resume } from './conversation/handle.ts'
import { type ConversationState, idleState, readState } from './conversation/state.ts'
import type { Move } from './conversation/walk.ts'
import { phrase } from './phrase.ts'
import { asksNoAnswer, settleHeard } from './settle-heard.ts'
import { situation } from './situation.ts'
import { withUploads } from './with-uploads.ts'

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
    if (await settleHeard(deps.app, address, rows, event)) return
    if (await answeredAtDoor(deps, address, rows, event)) return
    const move = await think(deps, address, event)
    await deps.app.store.transaction((tx) => keepMove(deps, tx, { address, rows, event, move }))
  } catch (fault) {
    const dead = await countFault(deps, address, rows, faultCodeOf(fault))
    if (!dead) throw new Error('A message could not be answered and is tried again', { cause: fault })
  }
}

/** What is not for the conversation at all; its place stays where it was. True: that was all. */
async function answeredAtDoor(deps: ConverseDeps, address: string, rows: InboxRow[], event: InboundEvent) {
  const found = await deps.app.store.transaction((tx) => lookAtDoor(deps.app, tx, address, event))
  if (found === 'let_in') return false
  const channel = channelOf(deps, event.channel)
  await channel.acknowledge(event).catch(() => undefined)
  if (found === 'hand_over' && event.kind === 'media') {
    for (const item of event.items) await channel.forget(item, address).catch(() => undefined)
  }
  await deps.app.store.transaction(async (tx) => {
    await tx.inbox.handled(rows.map((row) => row.id))
    const stored = (await tx.conversations.get(address))?.state ?? null
    const locale = readState(stored)?.locale ?? event.locale ?? 'vi'
    await tx.conversations.save(address, stored, locale)
    const answer = await sayAtDoor({ ...deps, locale, forgets: channel.forgets }, tx, address, found)
    if (answer) await reply(deps, tx, address, `r|${rows[0]?.id}|0`, answer)
  })
  return true
}

/** From what was heard to an answer: the engine thinks, the house acts, in turn. */
async function think(
  deps: ConverseDeps,
  address: string,
  event: InboundEvent,
): Promise<Exclude<Move, { kind: 'request' }>> {
  const channel = channelOf(deps, event.channel)
  await channel.acknowledge(event).catch((fault) => deps.onFault(faultCodeOf(fault), { inboxId: 'ack', dead: false }))
  await channel.bringIn?.(event).catch((fault) => deps.onFault(faultCodeOf(fault), { inboxId: 'media', dead: false }))
  const { state, facts } = await situation(deps, address, event, channel)
  const hands = withUploads(channel, () => channelOf(deps, 'web'), facts)
  let move = handle(state, event, facts)
  while (move.kind === 'request') {
    const asker = {
      app: deps.app,
      address,
      locale: move.state.locale,
      event,
      channel: hands,
    }
    move = resume(move.state, await carryOut(asker, move.request), move.says, facts)
  }
  return move
}

function channelOf({ channels }: ConverseDeps, id: ChannelId): HearingChannel {
  const channel = channels[id]
  if (!channel) throw new Error(`Something was heard on ${id}, which is not set up here`)
  return channel
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
  const { takenFrom, ...state } = move.state
  if (takenFrom) await leaveOther(tx, takenFrom, address)
  await tx.conversations.save(address, state, state.locale)
  if (move.kind === 'silent') return
  const { locale } = move.state
  const how = { render: deps.render, publicUrl: deps.app.settings.publicUrl, locale }
  const replies = [...(event.kind === 'contact' ? [contactReceived(deps, move.state)] : []), phrase(move.turn, how)]
  const about = move.turn.says.find((one) => one.reportId)?.reportId
  for (const [index, content] of replies.entries())
    await reply(deps, tx, address, `r|${rows[0]?.id}|${index}`, content, about)
}

/** The dialogue stands in one chat at a time; its draft, with its photos, goes along (features B02). */
async function leaveOther(tx: Tx, other: string, address: string): Promise<void> {
  const left = readState((await tx.conversations.get(other))?.state)
  if (left) await tx.conversations.putState(other, idleState(left))
  await tx.drafts.takeOver([address, other])
}

function contactReceived({ render }: ConverseDeps, { locale }: ConversationState): OutboundContent {
  const text = render.sentence('chat.contactReceived', locale)
  return { kind: 'text', text, choices: [], links: [], closesContact: true }
}

async function reply(
  deps: ConverseDeps,
  tx: Tx,
  address: string,
  idempotencyKey: string,
  content: OutboundContent,
  reportId: string | null = null,
) {
  const channel = partsOf(address).channel as ChannelId
  const turn = { kind: 'turn', content } as const
  await tx.outbox.put({
    id: deps.app.newId(),
    idempotencyKey,
    channel,
    address,
    purpose: 'reply',
    content: turn,
    reportId,
  })
}

async function countFault(deps: ConverseDeps, address: string, rows: InboxRow[], code: string): Promise<boolean> {
  const dead = rows.some((row) => row.attempts + 1 >= MAX_ATTEMPTS)
  await deps.app.store.transaction(async (tx) => {
    await tx.inbox.failed(
      rows.map((row) => row.id),
      code,
      dead,
    )
    if (!dead || rows.some((row) => asksNoAnswer(row.event))) return
    const stored = readState((await tx.conversations.get(address))?.state)
    const text = deps.render.sentence('chat.trouble', stored?.locale ?? 'vi')
    const calm: OutboundContent = { kind: 'text', text, choices: [], links: [], closesContact: false }
    await reply(deps, tx, address, `t|${rows[0]?.id}`, calm)
  })
  deps.onFault(code, { inboxId: rows[0]?.id ?? '', dead })
  return dead
}
