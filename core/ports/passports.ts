import type { PlatformRecord } from '../domain/record/platform-record.ts'

/** Why a code was taken back: its doses or name were signed anew, or its year was ending. */
export type RevokedWhy = 'corrected' | 'renewed'

/** One code: one dose of one signed record (features H08). */
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
  revokedWhy: RevokedWhy | null
  /** Hex of the eight bytes that name the signer; null on the oldest codes. */
  kid: string | null
}

/** What a revocation list says of one code. */
export interface RevokedPassport {
  ci: string
  kid: string | null
  revokedAt: Date
}

export interface PassportLink {
  tokenHash: string
  personId: string
  expiresAt: Date
  usedAt: Date | null
}

export interface StoredPassports {
  /** Whether this record ever had one, alive or not: a task that runs twice finds it. */
  existsFor(signedRecordId: string): Promise<boolean>
  /** Those that are alive, the latest dose first. */
  ofPerson(personId: string): Promise<StoredPassport[]>
  byCi(ci: string): Promise<StoredPassport | null>
  /** Takes back what the person has and stores these, in the same breath (features H05). Locks the person first. */
  replace(personId: string, passports: readonly StoredPassport[], why: RevokedWhy): Promise<void>
  /** Takes back the codes of doses that the person has no longer; nothing replaces them (features G13, B06). */
  takeBackOfGoneDoses(personId: string, at: Date): Promise<void>
  /** The person this address has proved to be at level 2 (features A06), newest proof first. */
  provedPerson(address: string, at: Date): Promise<PlatformRecord | null>
  /** Those taken back whose own year has not ended: afterwards the date alone refuses them. */
  revoked(at: Date): Promise<RevokedPassport[]>
  /** People whose codes end before this moment and who have not been told. */
  ending(until: Date, limit: number): Promise<string[]>
  /** Their codes of today are told of; false: somebody else told them meanwhile. */
  markReminded(personId: string, at: Date): Promise<boolean>
  grantLink(link: Omit<PassportLink, 'usedAt'>): Promise<void>
  /** Locked until the transaction ends. */
  lockLink(tokenHash: string): Promise<PassportLink | null>
  useLink(tokenHash: string, at: Date): Promise<void>
}
