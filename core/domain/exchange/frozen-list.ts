import type { PoliceAnswer } from '../police-list/police-answer.ts'
import type { IdentityField } from '../report/report-type.ts'
import { canonicalJson } from './canonical-json.ts'

/** The four mandatory fields of 9438, as the station proposes them: birthDate YYYY-MM-DD, idNumber 9 or 12 digits. */
export interface LegalFacts {
  fullName: string
  birthDate: string
  sex: 'male' | 'female'
  idNumber: string
}

export interface FrozenList {
  number: string
  unit: string
  policeUnit: string
  drawnUpOn: string
  rows: readonly (LegalFacts & { row: number })[]
}

/** The text of a list from the moment it is drawn up: nothing but the four legal fields of each person (features F01). */
export function freezeList(list: FrozenList): string {
  const rows = list.rows.map(({ row, fullName, birthDate, sex, idNumber }) => ({
    row,
    fullName,
    birthDate,
    sex,
    idNumber,
  }))
  const { number, unit, policeUnit, drawnUpOn } = list
  return canonicalJson({ number, unit, policeUnit, drawnUpOn, rows })
}

export interface AnsweredRow {
  row: number
  answer: PoliceAnswer
  wrongFields: readonly IdentityField[]
  note: string | null
}

/** The text of one return: the hash that was issued and what was answered to it (features F06). */
export function freezeReturn(handOver: {
  list: string
  issuedSha256: string
  part: number
  answers: readonly AnsweredRow[]
}): string {
  const answers = handOver.answers.map(({ row, answer, wrongFields, note }) => ({
    row,
    answer,
    wrongFields: [...wrongFields].sort(),
    note,
  }))
  return canonicalJson({ list: handOver.list, issuedSha256: handOver.issuedSha256, part: handOver.part, answers })
}
