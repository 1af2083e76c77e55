import { type Proof, provedPerson } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import { type Correction, fieldsOf } from '../../domain/citizen/report-draft.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { DoseClaim, FieldChange } from '../../domain/report/report.ts'
import type { ReportType } from '../../domain/report/report-type.ts'
import type { Urgency } from '../../domain/report/urgency.ts'
import type { Actor } from '../../domain/role.ts'
import type { Tx } from '../../ports/store.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'

export interface RecordReport {
  /** The sender's own name of this submission: a double tap is one report (features B09). */
  idempotencyKey: string
  draftId: string
  /** The chat that gets the notices; null from the portal, where the phone gets them. */
  address: string | null
  /** The address that proved the phone, where it is not `address`: the browser session of the portal. */
  provedBy?: string | null
  phone: string | null
  locale: 'vi' | 'en'
  claimant: Claimant
  types: ReportType[]
  changes: Correction[]
  doses: DoseClaim[]
  note: string | null
  consentVersion: string | null
  personId: string | null
  /** The unit that takes it, where the house knows better than the facts: a helper's village (A09), the case behind a message (I12). */
  unitId?: string | null
  /** Why it hurries (features B12); absent or null: it does not. */
  urgency?: Urgency | null
  /** Taken by an officer (features B15): who, and when it was said, from which the 48 hours run. */
  counter?: { actor: Extract<Actor, { kind: 'staff' }>; takenAt: Date }
  /** The chat shows the receipt itself, so the notice with the same words does not go there once more. */
  receiptShown?: true
}

/** A report as it will be stored, with the recorded values the server knows itself. */
export interface ReadyReport extends Omit<RecordReport, 'changes'> {
  changes: FieldChange[]
  record: PlatformRecord | null
}

/** Only whitelisted fields of the chosen types, only real differences, and the recorded side from the record itself (B03). */
export async function readyReport(tx: Tx, command: RecordReport, proofs: readonly Proof[]): Promise<ReadyReport> {
  const personId = provedPerson(proofs, command.personId) ? command.personId : null
  const record = personId ? await tx.records.get(personId) : null
  const fields = fieldsOf(command.types)
  const changes = command.changes
    .filter(({ field, correct }) => fields.includes(field) && correct.trim() !== '')
    .map(({ field, correct, source }) => ({ field, recorded: recordedValue(record, field), correct, source }))
    .filter((change) => change.recorded !== change.correct)
  const doses = await ownDoses(tx, command.doses, personId)
  return { ...command, changes, doses, personId, record }
}

function recordedValue(record: PlatformRecord | null, field: FieldChange['field']): string | null {
  if (!record) return null
  if (field === 'idNumber') return record.idNumber ?? (record.idText || null)
  return record[field]
}

/** A claim may only point at a dose of the record this address opened. */
async function ownDoses(tx: Tx, doses: readonly DoseClaim[], personId: string | null): Promise<DoseClaim[]> {
  const own = personId ? await dosesOfPerson(tx, personId) : []
  return doses.map((claim) => (own.some((dose) => dose.id === claim.doseId) ? claim : { ...claim, doseId: null }))
}
