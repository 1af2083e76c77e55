import type { CardFacts } from '../papers/card-qr.ts'
import { compareNames } from '../person/compare-names.ts'
import { readFullName } from '../person/full-name.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { Report } from '../report/report.ts'
import { IDENTITY_FIELDS, type IdentityField } from '../report/report-type.ts'

/** `alike`: probably the same, a person decides. `missing`: one side says nothing. */
export type Agreement = 'same' | 'alike' | 'different' | 'missing'

/** One legal field as recorded, as claimed and as the card's QR says (features C05). Dates YYYY-MM-DD. */
export interface ThreeWayRow {
  field: IdentityField
  recorded: string | null
  claimed: string | null
  card: string | null
  /** The citizen asks for this field to be changed. */
  changes: boolean
  recordedWithClaimed: Agreement
  cardWithClaimed: Agreement
}

type Side = Record<IdentityField, string | null>

export function threeWayCheck(
  report: Pick<Report, 'claimant' | 'changes'>,
  record: PlatformRecord | null,
  card: CardFacts | null,
): ThreeWayRow[] {
  const recorded = recordedSide(report, record)
  const claimed = claimedSide(report)
  const read = cardSide(card)
  return IDENTITY_FIELDS.map((field) => ({
    field,
    recorded: recorded[field],
    claimed: claimed[field],
    card: read[field],
    changes: report.changes.some((change) => change.field === field),
    recordedWithClaimed: agreement(field, recorded[field], claimed[field]),
    cardWithClaimed: agreement(field, read[field], claimed[field]),
  }))
}

/**
 * The easy case: the card's QR and the citizen agree on every field that changes, and the card contradicts nothing else the
 * citizen says, so that it is their card. It is queued first, never approved by the machine.
 */
export function isEasy(rows: readonly ThreeWayRow[]): boolean {
  const changing = rows.filter((row) => row.changes)
  const agrees = changing.length > 0 && changing.every((row) => row.cardWithClaimed === 'same')
  return agrees && !cardContradicts(rows)
}

export function cardContradicts(rows: readonly ThreeWayRow[]): boolean {
  return rows.some((row) => row.cardWithClaimed === 'different')
}

function recordedSide(report: Pick<Report, 'changes'>, record: PlatformRecord | null): Side {
  if (record) {
    const { fullName, birthDate, birthText, sex, idNumber, idText } = record
    return { fullName, birthDate: birthDate ?? (birthText || null), sex, idNumber: idNumber ?? (idText || null) }
  }
  const told = (field: IdentityField) => report.changes.find((change) => change.field === field)?.recorded ?? null
  return { fullName: told('fullName'), birthDate: told('birthDate'), sex: told('sex'), idNumber: told('idNumber') }
}

function claimedSide({ claimant, changes }: Pick<Report, 'claimant' | 'changes'>): Side {
  const side: Side = { ...claimant }
  for (const change of changes) if (change.field !== 'phone') side[change.field] = change.correct
  return side
}

function cardSide(card: CardFacts | null): Side {
  return {
    fullName: card?.fullName ?? null,
    birthDate: card?.dob ?? null,
    sex: card?.gender ?? null,
    idNumber: card?.cccd ?? null,
  }
}

function agreement(field: IdentityField, a: string | null, b: string | null): Agreement {
  if (!a || !b) return 'missing'
  if (a === b) return 'same'
  return field === 'fullName' ? nameAgreement(a, b) : 'different'
}

function nameAgreement(a: string, b: string): Agreement {
  const [left, right] = [readFullName(a), readFullName(b)]
  const likeness = left && right ? compareNames(left, right) : null
  if (likeness === null) return 'different'
  return likeness <= 2 ? 'same' : 'alike'
}
