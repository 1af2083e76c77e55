import {
  HAND_OVER_HOURS,
  HAND_OVER_TRIES_AN_HOUR,
  newSpokenCode,
  readSpokenCode,
} from '../../domain/family/hand-over-code.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { spokenCodeHash } from '../limits/spoken-code-hash.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { accountAt, ownMember } from './account.ts'
import { keepMember, noteFamily } from './keep-member.ts'

const HOUR = 3_600_000

/** A code that takes one member out of this account and into their own (features A07, A08). Shown once, stored nowhere. */
export async function makeHandOverCode(
  app: App,
  { address, memberId }: { address: string; memberId: string },
): Promise<Outcome<{ code: string; hours: number }>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, [{ key: `hand-over|${address}`, max: 10, windowMs: HOUR }])
    if (!may.ok) return may
    const own = await ownMember(app, tx, { address, memberId })
    if (!own.ok) return own
    const code = newSpokenCode(app.random)
    const createdAt = app.now()
    const expiresAt = new Date(createdAt.getTime() + HAND_OVER_HOURS * HOUR)
    await tx.families.endCodesOf(memberId, createdAt)
    await tx.families.keepCode({
      codeHash: spokenCodeHash('hand-over', code),
      memberId,
      createdAt,
      expiresAt,
      usedAt: null,
    })
    await noteFamily(tx, 'hand_over_code_made', { memberId, personId: own.value.member.personId })
    return done({ code, hours: HAND_OVER_HOURS })
  })
}

/**
 * The member types it where their own phone is proved, with their day of birth: a code alone, found on a slip, opens nothing.
 * From here the giver sees them no more. A wrong, old or used code and a wrong day are one answer.
 */
export async function takeOver(
  app: App,
  { address, code, birthDate }: { address: string; code: string; birthDate: string },
): Promise<Outcome<{ memberId: string }>> {
  return app.store.transaction(async (tx) => {
    const tries = { key: `hand-over-tried|${address}`, max: HAND_OVER_TRIES_AN_HOUR, windowMs: HOUR }
    const may = await takeTurns(tx, [tries])
    if (!may.ok) return may
    const account = await accountAt(app, tx, address)
    if (!account) return object('not_proved')
    const member = await behindCode(app, tx, code)
    if (!member || member.phone === account.phone || !(await isBornOn(tx, member, birthDate)))
      return object('hand_over_code_wrong')
    const { id: from, personId, claimant, level } = member
    // Taken in first: where there is no room, the code is good for another day and the giver still has them.
    const kept = await keepMember(app, tx, account, {
      ...{ personId, basis: 'handed_over', level, claimant },
      asChild: false,
    })
    if (!kept.ok) return kept
    await tx.families.useCode(spokenCodeHash('hand-over', readSpokenCode(code) ?? ''), app.now())
    await tx.families.end(member, 'handed_over', app.now())
    await noteFamily(tx, 'family_handed_over', { memberId: from, personId })
    await tx.limits.giveBack(tries.key)
    return kept
  })
}

async function behindCode(app: App, tx: Tx, code: string) {
  const typed = readSpokenCode(code)
  const kept = typed ? await tx.families.lockCode(spokenCodeHash('hand-over', typed)) : null
  if (!kept || kept.usedAt || kept.expiresAt <= app.now()) return null
  return tx.families.lock(kept.memberId, app.now())
}

async function isBornOn(
  tx: Tx,
  { personId, claimant }: { personId: string; claimant: { birthDate: string } | null },
  birthDate: string,
): Promise<boolean> {
  const known = claimant?.birthDate ?? (await tx.records.get(personId))?.birthDate
  return known === birthDate
}
