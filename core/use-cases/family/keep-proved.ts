import { provedPerson } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { FamilyMember } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { type Account, accountAt } from './account.ts'
import { onThePaper } from './add-by-counter-code.ts'
import { keepMember, type ProvedMember } from './keep-member.ts'

/** A code of the counter is worth what its proof is; no proof lives longer than that of a chat. */
const CODE_DAYS = 30
const DAY = 86_400_000

/** Takes the person a look-up or a code of the counter has just opened here into the family; `claimant` as typed (features A07). */
export async function keepProved(
  app: App,
  { address, personId, claimant }: { address: string; personId: string; claimant: Claimant | null },
): Promise<Outcome<{ memberId: string }>> {
  return app.store.transaction(async (tx) => {
    const account = await accountAt(app, tx, address)
    if (!account) return object('not_proved')
    const proofs = await tx.citizens.proofsOf(address, app.now())
    const record = provedPerson(proofs, personId) ? await tx.records.get(personId) : null
    if (!record) return object('member_not_found')
    const known = await tx.families.lockOf(account.phone, personId, app.now())
    const by = await provedBy(app, tx, account, record, known)
    if (by) return keepMember(app, tx, account, { personId, ...by, claimant: claimant ?? onThePaper(record) })
    if (!known) return object('member_not_found')
    // Opened from the list itself: that proves nothing anew.
    await tx.families.open(known.id, address)
    return done({ memberId: known.id })
  })
}

/**
 * The recorded phone, or a code of the counter used here: a police match opens a record and keeps nobody (docs/decisions/counter-code).
 * A code from before the question at 14 was put does not answer it.
 */
async function provedBy(
  app: App,
  tx: Tx,
  { address, phone }: Account,
  record: PlatformRecord,
  known: FamilyMember | null,
): Promise<Pick<ProvedMember, 'basis' | 'level'> | null> {
  if (record.phone === phone) return { basis: 'recorded_phone', level: 2 }
  const since = known ? (known.askedAt ?? known.provedAt) : new Date(app.now().getTime() - CODE_DAYS * DAY)
  const level = await tx.cardsSeen.levelUsedBy(address, record.id, since)
  return level && { basis: 'counter', level }
}
