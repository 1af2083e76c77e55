import { randomUUID } from 'node:crypto'
import type { TestHouse } from './test-app.ts'

/** This person opened their record in a browser with a code to this phone: a channel of theirs is proved (features A06, E14). */
export async function provedPhone(
  house: Pick<TestHouse, 'db' | 'clock'>,
  personId: string,
  phone: string,
): Promise<void> {
  const now = house.clock.now()
  const of = { id: randomUUID(), address: `web|portal|${randomUUID()}`, phone, person_id: personId, level: 1 }
  const until = new Date(now.getTime() + 30 * 86_400_000)
  await house.db
    .insertInto('proofs')
    .values({ ...of, proved_at: now, expires_at: until })
    .execute()
}
