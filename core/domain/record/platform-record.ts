import type { MatchResult, RecordClass } from '../person/record-class.ts'

/** A person as the Platform holds them, mirrored by the last import. Dates YYYY-MM-DD, phone E.164, names NFC. */
export interface PlatformRecord {
  id: string
  /** The Platform's own id: text, never a number. */
  recordId: string
  unitId: string
  fullName: string
  birthDate: string | null
  birthText: string
  sex: 'male' | 'female' | null
  /** Well-formed number, or null; `idText` keeps what the Platform holds, malformed or not. */
  idNumber: string | null
  idText: string
  /** ISO country code; everything but VN never goes to the police (3771 step 2). */
  nationality: string
  phone: string | null
  province: string | null
  district: string | null
  commune: string | null
  address: string | null
  facility: string | null
  class: RecordClass
  matchResult: MatchResult | null
  signedAt: Date | null
  version: number
}

export interface RecordedDose {
  id: string
  personId: string
  /** The Platform's own id of the dose. */
  platformDoseId: string
  number: number | null
  vaccine: string
  /** YYYY-MM-DD, or null when the Platform's text is not a date (`givenText` keeps it). */
  givenOn: string | null
  givenText: string
  lot: string | null
  facility: string | null
  signedAt: Date | null
}
