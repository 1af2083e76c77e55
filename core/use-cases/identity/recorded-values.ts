import type { ChangedField, DoseFacts } from '../../domain/exchange/approved-change.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'

/** What the mirror holds for a field now; a malformed number as the Platform shows it. */
export function recordedField(record: PlatformRecord, field: Exclude<ChangedField, 'dose'>): string | null {
  if (field === 'idNumber') return record.idNumber ?? (record.idText || null)
  return record[field]
}

export function recordedDose(dose: RecordedDose): DoseFacts {
  return {
    number: dose.number === null ? null : String(dose.number),
    givenOn: dose.givenOn,
    vaccine: dose.vaccine || null,
    lot: dose.lot,
    place: dose.facility,
    removed: null,
  }
}
