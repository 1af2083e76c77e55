import { accountOf } from '../../domain/contact/address.ts'
import { isLegal } from '../../domain/delivery/legal-notices.ts'
import { afterQuietHours } from '../../domain/delivery/quiet-hours.ts'
import type { App } from '../../ports/app.ts'
import type { Delivery, Settlement } from '../../ports/deliveries.ts'
import type { Tx } from '../../ports/store.ts'
import { provinceOfUnit } from '../channel-switch/province-of.ts'
import { mayStillRemind } from '../reminders/may-still-remind.ts'
import { rootKeyOf } from './pass-on.ts'

/** A push so soon after a word of the person is an answer to it: no quiet hours for it (features I10). */
const JUST_WROTE_MS = 15 * 60_000

export interface Leaving {
  messages: readonly Delivery[]
  /** False where no phone rings, such as a page one has to open. */
  disturbs: boolean
}

/** By id, why a message must not leave now, asked right before it would; one that is not named may. */
export async function holdBack(app: App, { messages, disturbs }: Leaving): Promise<Map<string, Settlement>> {
  const held = new Map<string, Settlement>()
  for (const message of messages) {
    const settlement = await withoutRoads(app, message)
    if (settlement) held.set(message.id, settlement)
  }
  const asked = messages.filter(({ id, purpose }) => purpose !== 'reply' && !held.has(id))
  if (asked.length === 0) return held
  await app.store.transaction(async (tx) => {
    const isOff = switchesIn(tx)
    const waitedTooLong = tooLongIn(tx, app.now())
    const refusing = await tx.deliveries.refusing(asked.map(({ address }) => address))
    for (const message of asked) {
      const refusal =
        (await waitedTooLong(message)) ?? (await roadIsClosed(tx, message, isOff, refusing.has(message.address)))
      const settlement = refusal ?? (disturbs ? untilMorning(app.now(), message) : null)
      if (settlement) held.set(message.id, settlement)
    }
  })
  return held
}

async function withoutRoads(app: App, message: Delivery): Promise<Settlement | null> {
  const { notAfter, purpose, closedAt } = message
  if (notAfter && notAfter < app.now()) return skipped('too_late')
  if (closedAt) return failed('blocked', 'conversation_closed')
  return purpose === 'reminder' && !(await isStillNeeded(app, message)) ? skipped('solved') : null
}

/** Features I08: is the reason of the reminder still there? */
async function isStillNeeded(app: App, { campaignId, idempotencyKey }: Delivery): Promise<boolean> {
  if (!campaignId) return true
  const recipientKey = rootKeyOf(idempotencyKey).slice(`c|${campaignId}|`.length)
  return mayStillRemind(app, { campaignId, recipientKey })
}

/** How long a push waits for an account to be repaired, or its allowance to come back, before it takes the next road. */
const REPAIR_TAKES_TOO_LONG_MS: Record<string, number> = {
  misconfigured: 4 * 3_600_000,
  auth_expired: 4 * 3_600_000,
  quota: 24 * 3_600_000,
}

/** Only what is as old as the trouble goes another way: newer ones still try, and so find out that it is over. */
function tooLongIn(tx: Tx, now: Date): (message: Delivery) => Promise<Settlement | null> {
  const known = new Map<string, ReturnType<Tx['channelPauses']['troubleOf']>>()
  return async ({ address, createdAt }) => {
    const account = accountOf(address)
    const asked = known.get(account) ?? tx.channelPauses.troubleOf(account)
    known.set(account, asked)
    const trouble = await asked
    const longMs = REPAIR_TAKES_TOO_LONG_MS[trouble?.failureClass ?? '']
    if (!trouble || longMs === undefined) return null
    const isLong = Math.max(trouble.since.getTime(), createdAt.getTime()) < now.getTime() - longMs
    return isLong ? failed(trouble.failureClass, 'repair_took_too_long') : null
  }
}

type IsOff = (channel: Delivery['channel'], unitId: string | null) => Promise<boolean>

/** The province switched the channel off (L10), the person stopped our messages (I10), or it is about somebody else (I12). */
async function roadIsClosed(tx: Tx, message: Delivery, isOff: IsOff, refusing: boolean): Promise<Settlement | null> {
  const { channel, address, purpose, content, reportId } = message
  const report = reportId ? await tx.reports.get(reportId) : null
  // Somebody waits for the code this minute, and a switch moves notices only.
  if (purpose === 'code') return null
  if (await isOff(channel, report?.unitId ?? null)) return failed('switched_off', 'channel_off')
  if (!refusing || content.kind !== 'notice') return null
  const personId = report?.personId ?? null
  if (!(await tx.contacts.mayHear(address, { reportId, personId }))) return failed('opted_out', 'not_theirs')
  if (!(await tx.contacts.optedOut(address))) return null
  return isLegal(content.templateKey) ? failed('opted_out', 'stopped') : skipped('opted_out')
}

/** Asked once for each unit: messages leave in groups. Without a report the installation's highest unit decides. */
function switchesIn(tx: Tx): IsOff {
  const known = new Map<string, Promise<boolean>>()
  return (channel, unitId) => {
    const key = `${channel}|${unitId}`
    const ask = async () => {
      const province = await provinceOfUnit(tx, unitId ?? (await tx.units.fallback()).id)
      return (await tx.channelSwitches.of(channel, province)) === 'off'
    }
    const answer = known.get(key) ?? ask()
    known.set(key, answer)
    return answer
  }
}

function untilMorning(now: Date, { purpose, lastHeardAt }: Delivery): Settlement | null {
  const heardAgo = now.getTime() - (lastHeardAt?.getTime() ?? 0)
  if (purpose === 'code' || heardAgo < JUST_WROTE_MS) return null
  const notBefore = afterQuietHours(now)
  if (notBefore <= now) return null
  return { to: 'queued', notBefore, countsAsAttempt: false, failureClass: null, failureCode: null }
}

function skipped(failureCode: string): Settlement {
  return { to: 'skipped', failureClass: 'skipped', failureCode }
}

function failed(failureClass: string, failureCode: string): Settlement {
  return { to: 'failed', failureClass, failureCode }
}
