import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Tx } from '../../../core/ports/store.ts'
import { addMember } from '../../../core/use-cases/family/add-member.ts'
import type { PersonWish } from '../../support/people.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { BROWSER, doneValue, PHONE } from '../citizen/citizen-builders.ts'

let born = 0

/** Somebody of their own, whose record has this phone unless told otherwise; a woman born in 1960 and later. */
export async function aRelative(house: TestHouse, wish: PersonWish = {}): Promise<PlatformRecord> {
  born += 1
  const birthDate = wish.birthDate ?? `19${60 + (born % 30)}-02-${String((born % 27) + 1).padStart(2, '0')}`
  return house.person({ fullName: 'Trần Thị Thử', phone: PHONE, birthDate, ...wish })
}

/** A child of 9 years on the house's clock, which stands in November 2026. */
export function aChild(house: TestHouse, wish: PersonWish = {}): Promise<PlatformRecord> {
  return aRelative(house, { fullName: 'Trần Văn Bé', sex: 'male', birthDate: '2017-03-04', phone: null, ...wish })
}

/** What one types about somebody who stands on a record. */
export function factsOf({ fullName, birthDate, sex }: PlatformRecord) {
  return {
    fullName,
    birthDate: birthDate ?? '',
    sex: sex ?? ('female' as const),
    idNumber: null,
    passportCountry: null,
  }
}

/** A member by the recorded phone; answers the member's id. */
export async function aMember(house: TestHouse, record: PlatformRecord, address = BROWSER): Promise<string> {
  return doneValue(await addMember(house.app, { address, claimant: factsOf(record) })).memberId
}

export const inTx = <T>(house: TestHouse, work: (tx: Tx) => Promise<T>) => house.app.store.transaction(work)

/** Acts written down about this person, in their order. */
export async function actsAbout(house: TestHouse, personId: string): Promise<string[]> {
  const rows = await house.db.selectFrom('audit').select(['action', 'subject_id']).orderBy('seq').execute()
  return rows.filter((row) => row.subject_id === personId).map((row) => row.action)
}
