import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { Delivery, Settlement } from '../core/ports/deliveries.ts'
import type { Channel, OutgoingContent } from '../core/ports/outbox.ts'
import type { Tx } from '../core/ports/store.ts'
import { mayStillRemind } from '../core/use-cases/reminders/may-still-remind.ts'
import { outgoingText } from '../templates/outgoing-text.ts'
import type { Renderer } from '../templates/render.ts'
import type { SendOutcome, SpeakingChannel } from './channel.ts'
import { retryWaitMs, settlementOf } from './settlement.ts'

export interface SpeakDeps {
  app: App
  render: Pick<Renderer, 'text'>
  /** A channel that is not set up is absent. */
  channels: Partial<Record<Channel, SpeakingChannel>>
  /** Codes and row ids only. */
  onFault(code: string, fields: { outboxId: string }): void
}

/** Sends what is due at one address, in order and alone. What must wait is rung for again when its time comes. */
export async function speak(deps: SpeakDeps, { address }: { address: string }): Promise<void> {
  const held = await deps.app.store.withAddressLock('speak', address, async (store) => {
    const own = { ...deps, app: { ...deps.app, store } }
    for (;;) {
      const head = await store.transaction((tx) => tx.deliveries.headAt(address))
      if (!head || (head.notBefore && head.notBefore > own.app.now())) return
      await sayOne(own, head)
    }
  })
  if (held === 'busy') throw new Error('Another process is speaking to this address')
}

/** Ends the key of a message that took the second road. */
const BY_SMS = /\|by-sms$/

async function sayOne(deps: SpeakDeps, message: Delivery): Promise<void> {
  const settle = (settlement: Settlement) => settleWith(deps, message, settlement)
  const channel = deps.channels[message.channel]
  if (!channel) return settle(failed('misconfigured', 'no_such_channel'))
  const without = await reasonToSkip(deps, message, channel)
  if (without) return settle(without)
  await deps.app.store.transaction((tx) => tx.deliveries.sending(message.id))
  const outcome = await sendParts(deps, channel, message)
  if (!outcome.ok) deps.onFault(outcome.code, { outboxId: message.id })
  return settle(
    settlementOf(
      outcome,
      message,
      channel.idempotent,
      deps.app.now(),
      retryWaitMs(message.attempts, deps.app.random()),
    ),
  )
}

/** Why this message must not leave, or null. A row found in `sending` was left there by a killed process. */
async function reasonToSkip(deps: SpeakDeps, message: Delivery, channel: SpeakingChannel): Promise<Settlement | null> {
  const { notAfter, purpose, state, address } = message
  if (notAfter && notAfter < deps.app.now()) return skipped('too_late')
  if (state === 'sending' && !channel.idempotent && purpose !== 'reply') {
    return { to: 'unknown', failureClass: 'retryable', failureCode: 'sender_killed' }
  }
  if (purpose === 'reminder' && !(await isStillNeeded(deps.app, message))) return skipped('solved')
  const conversation = await deps.app.store.transaction((tx) => tx.conversations.get(address))
  return conversation?.closedAt ? failed('blocked', 'conversation_closed') : null
}

/** Asked right before a reminder leaves: is its reason still there? (features I08) */
async function isStillNeeded(app: App, { campaignId, idempotencyKey }: Delivery): Promise<boolean> {
  if (!campaignId) return true
  const recipientKey = idempotencyKey.slice(`c|${campaignId}|`.length).replace(BY_SMS, '')
  return mayStillRemind(app, { campaignId, recipientKey })
}

async function sendParts(deps: SpeakDeps, channel: SpeakingChannel, message: Delivery): Promise<SendOutcome> {
  const { id: clientRef, address, content, purpose } = message
  const heard = await deps.app.store.transaction((tx) => tx.conversations.get(address))
  const told = {
    purpose,
    notice: content.kind === 'notice' ? noticeOf(content) : null,
    oneTimeCode: content.kind === 'one_time_code' ? content.code : null,
    lastHeardAt: heard?.lastHeardAt ?? null,
  }
  let outcome: SendOutcome = { ok: true, providerMessageId: null }
  try {
    for (const part of channel.plan(outgoingText(deps.render, content))) {
      outcome = await channel.send({ clientRef, address, content: part, ...told })
      if (!outcome.ok) return outcome
    }
    return outcome
  } catch (fault) {
    return { ok: false, failure: 'permanent', code: faultCodeOf(fault), retryAfterMs: null, ambiguous: false }
  }
}

function noticeOf({ templateKey, params, locale }: Extract<OutgoingContent, { kind: 'notice' }>) {
  return { templateKey, ...params, locale }
}

async function settleWith(deps: SpeakDeps, message: Delivery, settlement: Settlement): Promise<void> {
  await deps.app.store.transaction(async (tx) => {
    await tx.deliveries.settle(message.id, settlement)
    if (settlement.to !== 'failed' || settlement.failureClass !== 'blocked') return
    await tx.conversations.close(message.address)
    await sendBySms(deps.app, tx, message)
  })
}

/** The chat is closed to us: what the citizen must know goes to the report's phone instead (features I02). */
async function sendBySms(app: App, tx: Tx, message: Delivery): Promise<void> {
  const { channel, purpose, content, reportId, campaignId, idempotencyKey, notAfter } = message
  if (channel === 'sms' || purpose === 'reply' || content.kind === 'turn') return
  const phone = reportId ? (await tx.reports.get(reportId))?.phone : null
  if (!phone) return
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `${idempotencyKey}|by-sms`,
    channel: 'sms',
    address: `sms|gateway|${phone}`,
    purpose,
    content,
    reportId,
    campaignId,
    notAfter,
  })
}

function skipped(failureCode: string): Settlement {
  return { to: 'skipped', failureClass: 'skipped', failureCode }
}

function failed(failureClass: string, failureCode: string): Settlement {
  return { to: 'failed', failureClass, failureCode }
}
