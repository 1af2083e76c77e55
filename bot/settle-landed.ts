import { channelOf } from '../core/domain/contact/address.ts'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { Delivery, Settlement } from '../core/ports/deliveries.ts'
import type { Tx } from '../core/ports/store.ts'
import { holdBack } from '../core/use-cases/delivery/hold-back.ts'
import { followUp } from '../core/use-cases/delivery/pass-on.ts'
import { outgoingText } from '../templates/outgoing-text.ts'
import type { Rest } from './account-rest.ts'
import type { SpeakingChannel } from './channel.ts'
import { hashOfText, type Said } from './say-parts.ts'
import { ECHO_WAIT_MS, retryWaitMs, settlementOf } from './settlement.ts'
import type { Round } from './speaking.ts'

/** A message of which is known what became of it, and nothing written down yet. */
export interface Landed {
  message: Delivery
  settlement: Settlement
  rest: Rest | null
}

/** What became of messages, all but failures in one statement, and how the account must rest after it. */
export async function writeDown({ deps, account }: Round, tx: Tx, landed: Landed[]): Promise<void> {
  if (landed.length === 0) return
  await tx.deliveries.settle(landed.filter((each) => !isFailure(each)).map(settledOf))
  for (const { rest } of landed) {
    if (!rest) continue
    const { isAlert, ...why } = rest
    const isNew = await tx.channelPauses.pause({ account, ...why })
    if (isAlert && isNew) deps.onAlert?.(rest.failureCode, { channel: channelOf(account), failure: rest.failureClass })
  }
  if (landed.some(({ settlement }) => settlement.to === 'accepted')) await tx.channelPauses.end(account)
}

/**
 * A message that did not arrive is written down with all that follows from it in a transaction of its own (features I02,
 * channels 5.4): what goes wrong with one citizen's next road must not hold up everybody else's messages.
 */
export async function writeDownFailure({ deps, roads }: Round, landed: Landed): Promise<void> {
  const { message, settlement } = landed
  try {
    await deps.app.store.transaction(async (tx) => {
      await tx.deliveries.settle([settledOf(landed)])
      // Its receipt or its echo was here before us.
      if (!(await tx.deliveries.hasArrived(message.id))) await followUp(deps.app, tx, message, settlement, roads)
    })
  } catch (fault) {
    deps.onFault(faultCodeOf(fault), { outboxId: message.id })
    await deps.app.store.transaction((tx) => tx.deliveries.settle([settledOf(landed)]))
  }
}

export const isFailure = ({ settlement }: Landed) => settlement.to === 'failed' || settlement.to === 'unknown'

const settledOf = ({ message, settlement }: Landed) => ({ id: message.id, settlement })

/** What becomes of a message that left, or stayed because the account must rest. */
export function afterSaying({ deps, channel }: Round, message: Delivery, said: Said): Settlement {
  const { outcome, partsSent, textSha256 } = said
  const now = deps.app.now()
  if (!outcome) {
    return { to: 'queued', notBefore: now, countsAsAttempt: false, failureClass: null, failureCode: null, partsSent }
  }
  const waitMs = retryWaitMs(message.attempts, deps.app.random())
  const idempotent = channel?.idempotent === true
  return { ...settlementOf({ outcome, message, textSha256, idempotent, now, waitMs }), partsSent }
}

/** By id, why a message must not leave now. One that cannot even be looked at waits, and is dead after its tries. */
export async function reasonsToStay(round: Round, messages: readonly Delivery[]): Promise<Map<string, Settlement>> {
  try {
    return await lookAt(round, messages)
  } catch (fault) {
    const [only, ...others] = messages
    if (others.length === 0 && only) return new Map([[only.id, triedInVain(round.deps, only, fault)]])
    const each: [string, Settlement][] = []
    for (const message of messages) each.push(...(await reasonsToStay(round, [message])))
    return new Map(each)
  }
}

function triedInVain({ app, onFault }: Round['deps'], message: Delivery, fault: unknown): Settlement {
  const code = faultCodeOf(fault)
  onFault(code, { outboxId: message.id })
  const waitMs = retryWaitMs(message.attempts, app.random())
  const outcome = { ok: false, failure: 'retryable', code, retryAfterMs: null, ambiguous: false } as const
  return settlementOf({ outcome, message, textSha256: '', idempotent: true, now: app.now(), waitMs })
}

async function lookAt({ deps, channel }: Round, messages: readonly Delivery[]): Promise<Map<string, Settlement>> {
  const held = new Map<string, Settlement>()
  for (const message of messages) {
    const settlement = channel ? leftByKilledSender(deps, channel, message) : NO_CHANNEL
    if (settlement) held.set(message.id, settlement)
  }
  const others = messages.filter(({ id }) => !held.has(id))
  const disturbs = channel?.disturbsNobody !== true
  return new Map([...held, ...(await holdBack(deps.app, { messages: others, disturbs }))])
}

const NO_CHANNEL: Settlement = { to: 'failed', failureClass: 'misconfigured', failureCode: 'no_such_channel' }

/** A row found in `sending` was left there by a process that died: nobody knows whether it went (features I05). */
function leftByKilledSender(
  { app, render }: Round['deps'],
  channel: SpeakingChannel,
  message: Delivery,
): Settlement | null {
  if (message.state !== 'sending' || channel.idempotent) return null
  const why = { failureClass: 'retryable', failureCode: 'sender_killed' }
  const part = channel.plan(outgoingText(render, message.content))[message.partsSent]
  const lost = part ? { lostText: hashOfText(part) } : {}
  if (message.purpose !== 'reply') return { to: 'unknown', ...why, ...lost }
  const notBefore = new Date((message.sendingSince ?? app.now()).getTime() + ECHO_WAIT_MS)
  if (message.channel !== 'zalo' || notBefore <= app.now()) return null
  return { to: 'queued', notBefore, countsAsAttempt: true, ...why, ...lost }
}
