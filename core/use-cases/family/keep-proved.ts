import { provedPerson } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import { type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { accountAt } from './account.ts'
import { onThePaper } from './add-by-counter-code.ts'
import { keepMember } from './keep-member.ts'

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
    const basis = record.phone === account.phone ? 'recorded_phone' : 'counter'
    return keepMember(app, tx, account, { personId, basis, claimant: claimant ?? onThePaper(record) })
  })
}
