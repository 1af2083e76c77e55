import type { Proof } from '../domain/citizen/assurance.ts'

/** `helper`: the citizen lets a helper beside them write one report (features A09). */
export type CodePurpose = 'look_up' | 'report' | 'helper'

export interface OneTimeCode {
  id: string
  /** Who asked: a code is looked for only where it was asked for. */
  address: string
  phone: string
  purpose: CodePurpose
  codeHash: Buffer
  salt: Buffer
  tries: number
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export interface Consent {
  id: string
  address: string
  reportId: string | null
  textVersion: string
  givenAt: Date
}

export interface Citizens {
  keepCode(code: OneTimeCode): Promise<void>
  /** The code this address asked for last, for this phone and purpose; locked until the transaction ends. */
  lockLatestCode(asked: { phone: string; purpose: CodePurpose; address: string }): Promise<OneTimeCode | null>
  saveTries(code: Pick<OneTimeCode, 'id' | 'tries' | 'usedAt'>): Promise<void>

  addProof(proof: Proof): Promise<void>
  /** Proofs of this address that are alive. */
  proofsOf(address: string, at: Date): Promise<Proof[]>

  giveConsent(consent: Consent): Promise<void>
  /** The consent this address gave to this version last and has not taken back; null: none. */
  consentOf(address: string, textVersion: string): Promise<Consent | null>

  /** Did an identity case of this person end with a match since then? */
  policeMatchedSince(personId: string, since: Date): Promise<boolean>
  /**
   * Records whose identity the police confirmed since then for a report that was sent with this proved phone, and whose
   * confirmed or recorded number is this one (features A04).
   */
  policeConfirmed(asked: { phone: string; idNumber: string; since: Date }): Promise<string[]>
  hasPassport(personId: string): Promise<boolean>
  /** The unanswered police list on which the identity case of this report stands; null: on none. */
  policeListOf(reportId: string): Promise<{ dueAt: Date } | null>
}
