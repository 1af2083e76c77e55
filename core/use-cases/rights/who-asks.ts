import { type Proof, provedPhone } from '../../domain/citizen/assurance.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Owner } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'

/** Whose data it is: every address of the person, the phone they proved if any, and the records they opened. */
export interface WhoAsks extends Owner {
  /** The same record may be proved at both levels: the higher one counts. */
  records: { personId: string; level: 1 | 2 }[]
}

/** Nobody reads or takes away anything without a proved phone, or a record the counter opened (features A04, A06). */
export async function whoAsks(app: App, tx: Tx, address: string): Promise<Outcome<WhoAsks>> {
  const proofs = await tx.citizens.proofsOf(address, app.now())
  const phone = provedPhone(proofs)
  const records = recordsOf(proofs, phone)
  if (!phone && records.length === 0) return object('not_proved')
  return done({ addresses: await tx.contacts.groupOf(address), phone, records })
}

function recordsOf(proofs: readonly Proof[], phone: string | null): WhoAsks['records'] {
  const levels = new Map<string, 1 | 2>()
  for (const { personId, level, phone: by } of proofs) {
    if (personId === null || level === 0 || (by !== null && by !== phone)) continue
    levels.set(personId, level === 2 || levels.get(personId) === 2 ? 2 : 1)
  }
  return [...levels].map(([personId, level]) => ({ personId, level }))
}
