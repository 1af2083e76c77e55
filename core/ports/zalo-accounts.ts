import type { Meter, MeterReading } from '../domain/zalo/meter.ts'

export type ZaloAccountState = 'connected' | 'needs_consent' | 'disconnected'

/** Both tokens sealed with `Secrets.sealText`: a token never reaches a table in the clear. */
export interface SealedPair {
  access: Buffer
  refresh: Buffer
  accessUntil: Date
}

export interface ZaloAccount {
  /** 19 digits: text, never a number. */
  oaId: string
  state: ZaloAccountState
  /** Null when disconnected. */
  pair: SealedPair | null
  connectedBy: string
  connectedAt: Date
  renewedAt: Date | null
  /** A renewal left and its answer was never committed, since this moment. */
  renewingSince: Date | null
  /** Of the last renewal that failed; null after one that worked. */
  faultCode: string | null
  faultAt: Date | null
  facts: OaFacts | null
}

/** What Zalo tells about the Official Account itself. */
export interface OaFacts {
  name: string | null
  isVerified: boolean | null
  packageName: string | null
  /** `HIGH`, `MEDIUM`, `LOW` or `UNDEFINED` (channels 1.7). */
  templateQuality: string | null
  lookedAt: Date
}

export interface ZaloConsent {
  stateHash: Buffer
  sessionHash: Buffer
  staffId: string
  /** Sealed PKCE verifier. */
  verifier: Buffer
  expiresAt: Date
}

/** One Official Account for each Zalo app. */
export interface ZaloAccounts {
  get(appId: string): Promise<ZaloAccount | null>
  /** Keeps everybody else from this account until the transaction ends. */
  lock(appId: string): Promise<ZaloAccount | null>
  connect(appId: string, account: { oaId: string; pair: SealedPair; staffId: string; at: Date }): Promise<void>
  /** The moment stays the oldest one whose answer is missing. */
  renewing(appId: string, at: Date): Promise<void>
  renewed(appId: string, pair: SealedPair, at: Date): Promise<void>
  /** `answered`: Zalo said no, so nothing is on its way any more. */
  notRenewed(appId: string, fault: { code: string; at: Date; dead: boolean; answered: boolean }): Promise<void>
  disconnect(appId: string): Promise<void>
  saveFacts(appId: string, oaId: string, facts: OaFacts): Promise<void>
  saw(appId: string, readings: readonly MeterReading[], at: Date): Promise<void>
  meters(appId: string): Promise<Meter[]>
  /** Also drops what has expired. */
  openConsent(consent: ZaloConsent, now: Date): Promise<void>
  /** Takes it out: a state works once, whoever brings it. */
  takeConsent(stateHash: Buffer): Promise<ZaloConsent | null>
}
