import { type Claimant, isSameClaimant } from '../../domain/citizen/claimant.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { lookUp } from '../citizen/look-up.ts'
import { type Account, accountAt } from './account.ts'
import { keepMember, noteFamily } from './keep-member.ts'

/**
 * A member by their facts: their record has this phone, as the look-up demands it, or this account has proved them before, at
 * another address. Nobody, another phone and a wrong fact are one answer (features A05, A07).
 */
export async function addMember(
  app: App,
  { address, claimant }: { address: string; claimant: Claimant },
): Promise<Outcome<{ memberId: string }>> {
  const looked = await lookUp(app, { address, claimant })
  if (!looked.ok) return looked
  return app.store.transaction(async (tx) => {
    const account = await accountAt(app, tx, address)
    if (!account) return object('not_proved')
    const before = await provedBefore(app, tx, account, claimant)
    if (before) return done({ memberId: before })
    if (!looked.value.found) return object('member_not_found')
    const record = await tx.records.get(looked.value.personId)
    if (record?.phone !== account.phone) return object('member_not_found')
    return keepMember(app, tx, account, { personId: record.id, basis: 'recorded_phone', level: 2, claimant })
  })
}

/** A browser of the same phone, or a chat that was never linked: the facts open what the account has proved already. */
async function provedBefore(app: App, tx: Tx, account: Account, claimant: Claimant): Promise<string | null> {
  const members = await tx.families.ofPhone(account.phone, app.now())
  const same = members.filter((member) => member.claimant && isSameClaimant(member.claimant, claimant))
  const [member] = same
  if (!member || same.length > 1) return null
  await tx.families.open(member.id, account.address)
  await noteFamily(tx, 'family_opened', { memberId: member.id, personId: member.personId })
  return member.id
}
