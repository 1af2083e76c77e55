import { randomUUID } from 'node:crypto'
import type { ChainHouse } from '../../integration/chain/chain-house.ts'
import type { FormBrowser } from '../../support/form-browser.ts'

/** This browser has proved a phone and, at level 2, the person. */
export async function proveIn(
  house: ChainHouse,
  browser: FormBrowser,
  phone: string,
  personId: string,
): Promise<string> {
  const address = `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`
  const proved_at = house.clock.now()
  const expires_at = new Date(proved_at.getTime() + 8 * 3_600_000)
  for (const proof of [
    { phone, person_id: null, level: 1 },
    { phone: null, person_id: personId, level: 2 },
  ]) {
    await house.db
      .insertInto('proofs')
      .values({ id: randomUUID(), address, ...proof, proved_at, expires_at })
      .execute()
  }
  return address
}
