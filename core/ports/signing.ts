import type { PlatformRecord, RecordedDose } from '../domain/record/platform-record.ts'
import type { SigningFacts } from '../domain/signing/blocking-reason.ts'
import type { SigningMethod } from '../domain/signing/dose-statement.ts'
import type { Revocation, SigningDriver } from '../domain/signing/signing-driver.ts'
import type { Minutes } from './police-lists.ts'
import type { Signer } from './signatures.ts'

export interface SignedRecord {
  id: string
  personId: string
  unitId: string
  signedBy: string
  canonical: string
  sha256: string
  method: SigningMethod
  driver: SigningDriver
  signature: Buffer | null
  signer: Signer | null
  /** What was known of the certificate when it signed; null: minutes. */
  revocation: Revocation | null
  minutes: Minutes | null
  /** The minutes on paper that hold this statement, with their scan (features H11). */
  minutesId: string | null
  signedAt: Date
}

/** One unsigned person with everything that decides whether the record may be signed. */
export interface SigningCandidate extends Pick<SigningFacts, 'openCase' | 'openReports' | 'twoRecords' | 'frozenDose'> {
  record: PlatformRecord
  doses: RecordedDose[]
  /** A statement by minutes exists: shown as minutes, never as signed (features H11). */
  byMinutes: boolean
}

/** One statement as the page of the day lists it. */
export interface SignedSummary extends Pick<SignedRecord, 'id' | 'method' | 'signedAt' | 'minutes' | 'revocation'> {
  recordId: string
  personName: string
  signedByName: string
}

/** One officer has looked at one statement. */
export interface SigningCheck {
  personId: string
  sha256: string
  checkedBy: string
}

export interface SignedRecords {
  /** Unsigned people of the unit, by name; at most `limit`. */
  candidates(unitId: string, limit: number): Promise<SigningCandidate[]>
  /** These people, locked, signed or not. */
  lockCandidates(personIds: readonly string[]): Promise<SigningCandidate[]>
  /** False when exactly this statement stands in minutes already. */
  insert(signed: SignedRecord): Promise<boolean>
  get(id: string): Promise<SignedRecord | null>
  /** Ids of this person's records that were signed by certificate and have no passport yet, newest first. */
  withoutPassport(personId: string): Promise<string[]>
  /** The unit's statements since that moment, newest first. */
  signedSince(unitId: string, at: Date): Promise<SignedSummary[]>
  /** Of these codes of the Platform, whoever is here. */
  personIdsOf(recordIds: readonly string[]): Promise<string[]>
  /** The unit wants a second pair of eyes before each signature. */
  needsTwoPeople(unitId: string): Promise<boolean>
  setRule(rule: { unitId: string; twoPeople: boolean; by: string; at: Date }): Promise<void>
  addCheck(check: SigningCheck & { at: Date }): Promise<void>
  checksOf(personIds: readonly string[]): Promise<SigningCheck[]>
  /** Marks the person and the stated doses as signed. */
  markSigned(personId: string, at: Date): Promise<void>
}
