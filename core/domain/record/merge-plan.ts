import { type DoseDoubt, doseUnion } from './dose-union.ts'
import type { PlatformRecord, RecordedDose } from './platform-record.ts'

/** One line for the Platform's people: a dose with the record it belongs to from now on; null: the record that goes has none. */
export interface MergePlanLine {
  /** `split` takes back what an earlier plan named. */
  what: 'merge' | 'split'
  keptId: string
  goneId: string
  /** As the Platform calls the two records. */
  kept: string
  gone: string
  fullName: string
  dose: {
    number: number | null
    vaccine: string
    /** YYYY-MM-DD, or the Platform's own text where that is no day. */
    day: string
    lot: string | null
    facility: string | null
    doubt: DoseDoubt | null
  } | null
}

export interface RecordWithDoses {
  record: PlatformRecord
  doses: readonly RecordedDose[]
}

/** What one join asks of the Platform (features E08): every dose of the record that goes, judged beside those of the one that stays. */
export function mergePlanLines(
  what: MergePlanLine['what'],
  kept: RecordWithDoses,
  gone: RecordWithDoses,
): MergePlanLine[] {
  const { id: keptId, recordId, fullName } = kept.record
  const about = { what, keptId, goneId: gone.record.id, kept: recordId, gone: gone.record.recordId, fullName }
  const moving = doseUnion([...kept.doses, ...gone.doses]).filter(({ dose }) => dose.personId === gone.record.id)
  if (moving.length === 0) return [{ ...about, dose: null }]
  return moving.map(({ dose: { number, vaccine, givenOn, givenText, lot, facility }, doubt }) => ({
    ...about,
    dose: { number, vaccine, day: givenOn ?? givenText, lot, facility, doubt },
  }))
}
