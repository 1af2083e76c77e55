import { type Objection, type ObjectionCode, object } from '../../domain/objection.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * What keeps an officer from being the second of two: they were the first themselves (`same`), or one of the two accounts was opened
 * by the other, or both by one leader, and nobody else has confirmed it since (features K02).
 */
export async function objectionToSecond(
  tx: Pick<Tx, 'staff'>,
  { staffId }: { staffId: string },
  firstId: string | null,
  same: ObjectionCode,
): Promise<Objection | null> {
  if (firstId === staffId) return object(same).objection
  if (firstId === null) return null
  const words = await tx.staff.wordsOf([firstId, staffId])
  return words.get(firstId) === words.get(staffId) ? object('account_unconfirmed').objection : null
}
