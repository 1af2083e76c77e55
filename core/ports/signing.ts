import type { PlatformRecord, RecordedDose } from '../domain/record/platform-record.ts'
import type { SigningFacts } from '../domain/signing/blocking-reason.ts'
import type { SigningMethod } from '../domain/signing/dose-statement.ts'
import type { Minutes } from './police-lists.ts'
import type { Signer } from './services.ts'

export interface SignedRecord {
  id: string
  personId: string
  unitId: string
  signedBy: string
  canonical: string
  sha256: string
  method: SigningMethod
  signature: Buffer | null
  signer: Signer | null
  minutes: Minutes | null
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
export interface SignedSummary extends Pick<SignedRecord, 'id' | 'method' | 'signedAt' | 'minutes'> {
  recordId: string
  personName: string
  signedByName: string
}

export interface SignedRecords {
  /** Unsigned people of the unit, by name; at most `limit`. */
  candidates(unitId: string, limit: number): Promise<SigningCandidate[]>
  /** These people, locked, signed or not. */
  lockCandidates(personIds: readonly string[]): Promise<SigningCandidate[]>
  /** False when exactly this statement is signed already. */
  insert(signed: SignedRecord): Promise<boolean>
  get(id: string): Promise<SignedRecord | null>
  /** Ids of this person's records that were signed by certificate and have no passport yet, newest first. */
  withoutPassport(personId: string): Promise<string[]>
  /** The unit's statements since that moment, newest first. */
  signedSince(unitId: string, at: Date): Promise<SignedSummary[]>
  /** Marks the person and the stated doses as signed. */
  markSigned(personId: string, at: Date): Promise<void>
}
