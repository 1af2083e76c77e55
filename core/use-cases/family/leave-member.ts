import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { ownMember } from './account.ts'
import { noteFamily } from './keep-member.ts'

/** A member leaves the account, at any time and without a reason (features A07). Their reports stay where they are. */
export async function leaveMember(
  app: App,
  { address, memberId }: { address: string; memberId: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const own = await ownMember(app, tx, { address, memberId })
    if (!own.ok) return own
    const { member } = own.value
    await tx.families.end(member, 'left', app.now())
    await noteFamily(tx, 'family_left', { memberId, personId: member.personId })
    return done(null)
  })
}
