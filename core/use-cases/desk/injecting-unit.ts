import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Tx } from '../../ports/store.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'

/**
 * The unit that answers for a foreigner, whom nobody matches (3771 step 2; [S-003] rules, 2): where the last dose with a
 * known facility was given, else the unit that keeps the record. Its officers alone approve an identity (features A12).
 */
export async function injectingUnit(tx: Tx, record: PlatformRecord): Promise<string> {
  const doses = await dosesOfPerson(tx, record.id)
  for (const { facility } of doses.toReversed()) {
    const unit = facility ? await tx.units.byFacilityName(facility) : null
    if (unit) return unit.id
  }
  return record.unitId
}

/** Whether this unit answers for the person of this record; nobody answers so for a Vietnamese citizen. */
export async function answersForForeigner(tx: Tx, record: PlatformRecord | null, unitId: string): Promise<boolean> {
  return record !== null && record.nationality !== 'VN' && (await injectingUnit(tx, record)) === unitId
}
