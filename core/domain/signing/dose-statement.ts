import { canonicalJson } from '../exchange/canonical-json.ts'
import type { PlatformRecord, RecordedDose } from '../record/platform-record.ts'

export type SigningMethod = 'certificate' | 'minutes'

/** What the head of the facility signs for one person: who, and each complete dose (5772 step 2). */
export interface DoseStatement {
  recordId: string
  fullName: string
  birthDate: string
  nationality: string
  doses: readonly { number: number; vaccine: string; givenOn: string; lot: string | null; facility: string | null }[]
}

export function doseStatement(record: PlatformRecord, doses: readonly RecordedDose[]): DoseStatement {
  const complete = doses.flatMap(({ number, vaccine, givenOn, lot, facility }) =>
    number === null || givenOn === null ? [] : [{ number, vaccine, givenOn, lot, facility }],
  )
  return {
    recordId: record.recordId,
    fullName: record.fullName,
    birthDate: record.birthDate ?? '',
    nationality: record.nationality,
    doses: complete.sort((a, b) => a.number - b.number || a.givenOn.localeCompare(b.givenOn)),
  }
}

/** The method is part of the text: minutes and a later real signature are two records of the same doses (features H11). */
export function freezeStatement(statement: DoseStatement, method: SigningMethod): string {
  return canonicalJson({ ...statement, doses: statement.doses.map((dose) => ({ ...dose })), method })
}

export function readStatement(canonical: string): DoseStatement {
  return JSON.parse(canonical) as DoseStatement
}
