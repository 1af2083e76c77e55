import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { FamilyMember } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** The holder of a phone as they stand here: what they keep is kept for the phone, shown at the addresses that know it. */
export interface Account {
  address: string
  phone: string
  addresses: string[]
}

/** Linked channels share the list, but each must hold the phone itself (docs/decisions/linked-channels). */
export async function accountAt(app: App, tx: Tx, address: string): Promise<Account | null> {
  const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
  return phone ? { address, phone, addresses: await tx.contacts.groupOf(address) } : null
}

/** A member this account sees, locked; every other one does not exist. */
export async function ownMember(
  app: App,
  tx: Tx,
  { address, memberId }: { address: string; memberId: string },
): Promise<Outcome<{ account: Account; member: FamilyMember }>> {
  const account = await accountAt(app, tx, address)
  if (!account) return object('not_proved')
  const shown = await tx.families.shownAt(account.phone, account.addresses, app.now())
  const known = shown.some((one) => one.id === memberId)
  const member = known ? await tx.families.lock(memberId, app.now()) : null
  return member ? done({ account, member }) : object('no_such_member')
}
