import type { PoliceAnswer } from '../../core/domain/police-list/police-answer.ts'

export interface PoliceListRow {
  row: number
  fullName: string
  /** YYYY-MM-DD */
  birthDate: string
  sex: 'male' | 'female'
  idNumber: string
}

export interface PoliceListAnswer {
  row: number
  answer: PoliceAnswer
  wrongFields: readonly string[]
  note: string | null
}

export interface PoliceListPaper {
  number: string
  unit: string
  policeUnit: string
  /** YYYY-MM-DD */
  drawnUpOn: string
  rows: readonly PoliceListRow[]
  /** Hex SHA-256 of the canonical JSON of the list. */
  sha256: string
  /** What the police answered; null leaves the column empty for the pen. */
  answered: { part: number; sha256: string; answers: readonly PoliceListAnswer[] } | null
}
