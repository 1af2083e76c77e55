import type { Claimant } from '../../domain/citizen/claimant.ts'
import { type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import { useCounterCode } from '../citizen/use-counter-code.ts'
import { accountAt } from './account.ts'
import { keepMember } from './keep-member.ts'

/** A member by the code of the counter, where an officer has seen the card of an adult or the birth paper of a child (features A07). */
export async function addByCounterCode(
  app: App,
  { address, code }: { address: string; code: string },
): Promise<Outcome<{ memberId: string }>> {
  const held = await app.store.transaction((tx) => accountAt(app, tx, address))
  if (!held) return object('not_proved')
  const used = await useCounterCode(app, { address, code })
  if (!used.ok) return used
  return app.store.transaction(async (tx) => {
    const account = await accountAt(app, tx, address)
    const record = await tx.records.get(used.value.personId)
    if (!account || !record) return object('not_proved')
    const { level } = used.value
    return keepMember(app, tx, account, { personId: record.id, basis: 'counter', level, claimant: onThePaper(record) })
  })
}

/** Whoever brought the paper to the counter has read on it who it is; a record without a day or a sex is asked for in the form. */
export function onThePaper({ fullName, birthDate, sex }: PlatformRecord): Claimant | null {
  return birthDate && sex ? { fullName, birthDate, sex, idNumber: null, passportCountry: null } : null
}
