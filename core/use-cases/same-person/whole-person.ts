import type { KnownPerson } from '../../domain/citizen/own-record.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { Tx } from '../../ports/store.ts'

/** Asked for when nobody holds a number, so that nobody is the same work as somebody (features A05). */
const NOBODY = '00000000-0000-4000-8000-000000000000'

/** Records with this number, recorded or confirmed by an officer as theirs too (features A14). */
export async function recordsWithNumber(tx: Tx, number: string): Promise<PlatformRecord[]> {
  const recorded = await tx.records.byIdNumber(number)
  const [holder = NOBODY] = await tx.samePerson.holdersOf(number)
  const other = await tx.records.get(holder)
  return other ? [...recorded, other] : recorded
}

/** What officers confirmed about these records. */
export async function knownPeople(tx: Tx, personIds: readonly string[]): Promise<KnownPerson> {
  const numbers = await tx.samePerson.numbersOf(personIds)
  const kept = await tx.samePerson.standsFor(personIds)
  return { otherNumbers: (id) => numbers.get(id) ?? [], standsFor: (id) => kept.get(id) ?? id }
}

/** Every dose of this person, of all records that officers joined into this one (features B05). */
export async function dosesOfPerson(tx: Tx, personId: string): Promise<RecordedDose[]> {
  const doses = await tx.records.dosesOf(personId)
  for (const id of await tx.samePerson.joinedInto(personId)) doses.push(...(await tx.records.dosesOf(id)))
  return doses.sort((a, b) => (a.givenOn ?? '9999').localeCompare(b.givenOn ?? '9999'))
}
