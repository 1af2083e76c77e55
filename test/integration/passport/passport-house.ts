import { randomUUID } from 'node:crypto'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { StoredPassport } from '../../../core/ports/passports.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { type ChainHouse, newIdNumber, value } from '../chain/chain-house.ts'
import { cardSeen } from '../counter/counter-house.ts'

export const matched = (house: ChainHouse, serial: number, wish = {}) =>
  house.person({ idNumber: newIdNumber(serial), class: 'right', matchResult: 'right', ...wish })

/** Signs this person's doses as they stand now and makes the codes: the latest dose first. */
export async function signAndIssue(house: ChainHouse, person: PlatformRecord): Promise<StoredPassport[]> {
  value(await signRecords(house.app, { officer: house.head, personIds: [person.id] }))
  const signed = house.db.selectFrom('signed_records').select('id').where('person_id', '=', person.id)
  const { id } = await signed.orderBy('signed_at', 'desc').executeTakeFirstOrThrow()
  await issuePassport(house.app, { signedRecordId: id })
  return house.app.store.transaction((tx) => tx.passports.ofPerson(person.id))
}

/** The Platform's next file brings the corrected name, so the record has to be signed anew. */
export async function correctName(house: ChainHouse, person: PlatformRecord, fullName: string): Promise<void> {
  const id = randomUUID()
  const file = { kind: 'records', unit_id: person.unitId, file_name: 'moi.csv', sha256: '', state: 'applied' }
  await house.db
    .insertInto('imports')
    .values({ id, ...file, created_at: house.clock.now() })
    .execute()
  const change = { full_name: fullName, import_id: id }
  await house.db.updateTable('people').set(change).where('id', '=', person.id).execute()
}

/** This address has proved to be this person at level 2 for the next hour. */
export async function prove(house: ChainHouse, person: PlatformRecord, address: string): Promise<void> {
  await cardSeen(house, person.id)
  const proved_at = house.clock.now()
  const expires_at = new Date(proved_at.getTime() + 3_600_000)
  const proof = { id: randomUUID(), address, phone: null, person_id: person.id, level: 2, proved_at, expires_at }
  await house.db.insertInto('proofs').values(proof).execute()
}
