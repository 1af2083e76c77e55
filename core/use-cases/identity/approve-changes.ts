import { randomUUID } from 'node:crypto'
import { type ApprovedChange, doseFactsOf, isIdentityField } from '../../domain/exchange/approved-change.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { DoseClaim, FieldChange, Report } from '../../domain/report/report.ts'
import type { Actor } from '../../domain/role.ts'
import type { Tx } from '../../ports/store.ts'
import { handOutDose } from '../exchange/hand-out-dose.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'
import { recordedDose, recordedField } from './recorded-values.ts'

export interface ApproveChanges {
  report: Pick<Report, 'id' | 'personId' | 'types' | 'state' | 'changes' | 'doses'>
  /** The event of the officer's decision: the authority of every value below (features F05). */
  eventId: string
  actor?: Actor
  at: Date
}

/**
 * Writes what health may decide: phone and doses, and the identity of foreigners. Answers how many changes it wrote.
 * Identity fields of Vietnamese people are left to the police; a report approved with such fields objects `not_possible_now`.
 * A report that also goes to the police (needs_identity) hands in its other half here.
 */
export async function approveChanges(tx: Tx, { report, eventId, at }: ApproveChanges): Promise<Outcome<number>> {
  const record = report.personId ? await tx.records.get(report.personId) : null
  if (!record) return report.changes.length + report.doses.length === 0 ? done(0) : object('no_such_person')
  const isForeign = record.nationality !== 'VN'
  const identity = report.changes.filter((change) => isIdentityField(change.field))
  if (identity.length > 0 && !isForeign && report.state !== 'needs_identity')
    return object('not_possible_now', { action: 'approve', state: report.state })
  const health = report.changes.filter((change) => isForeign || !isIdentityField(change.field))
  const basis = { personId: record.id, reportId: report.id, healthEventId: eventId }
  const changes = [
    ...health.map((change) => fieldChange(record, change, basis)),
    ...(await Promise.all(report.doses.map((claim) => doseChange(tx, claim, report, basis)))),
  ]
  for (const change of changes) {
    await tx.approvedChanges.add(change)
    if (change.field === 'dose') await handOutDose(tx, change, await typedDose(tx, change), at)
  }
  return done(changes.length)
}

type Basis = Pick<ApprovedChange, 'personId' | 'reportId' | 'healthEventId'>

function fieldChange(record: PlatformRecord, change: FieldChange, basis: Basis): ApprovedChange {
  const { field, correct } = change
  return {
    ...blank(basis),
    field,
    recorded: recordedField(record, field),
    correct,
    foreigner: isIdentityField(field),
  }
}

async function doseChange(
  tx: Tx,
  claim: DoseClaim,
  report: Pick<Report, 'types'>,
  basis: Basis,
): Promise<ApprovedChange> {
  const doses = await dosesOfPerson(tx, basis.personId)
  const known = doses.find((dose) => dose.id === claim.doseId) ?? null
  return {
    ...blank({ ...basis, personId: known?.personId ?? basis.personId }),
    field: 'dose',
    doseId: known?.id ?? null,
    recorded: known && recordedDose(known),
    correct: doseFactsOf({ ...claim, doseId: known?.id ?? null }, report.types),
    foreigner: false,
  }
}

/** The dose as the Platform holds it; one that is missing was typed by nobody yet. */
async function typedDose(tx: Tx, { personId, doseId }: ApprovedChange): Promise<RecordedDose | null> {
  return (await tx.records.dosesOf(personId)).find((dose) => dose.id === doseId) ?? null
}

function blank(basis: Basis) {
  return {
    ...basis,
    id: randomUUID(),
    doseId: null,
    policeRowId: null,
    identityCaseId: null,
    state: 'approved' as const,
  }
}
