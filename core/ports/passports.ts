import type { PlatformRecord } from '../domain/record/platform-record.ts'

export interface StoredPassport {
  id: string
  personId: string
  signedRecordId: string
  ci: string
  hc1: string
  doseNumber: number
  issuedAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

export interface StoredPassports {
  ofSignedRecord(signedRecordId: string): Promise<StoredPassport | null>
  /** The one that is alive; null: none. */
  ofPerson(personId: string): Promise<StoredPassport | null>
  byCi(ci: string): Promise<StoredPassport | null>
  /** Stores the new one and takes back the old one in the same breath (features H05). Locks the person first. */
  replace(passport: StoredPassport): Promise<void>
  /** The person this address has proved to be at level 2 (features A06), newest proof first. */
  provedPerson(address: string, at: Date): Promise<PlatformRecord | null>
}
