export interface Passkey {
  /** Credential id, base64url. */
  id: string
  staffId: string
  name: string
  publicKey: Buffer
  counter: number
  transports: string[]
  addedAt: Date
  lastUsedAt: Date | null
}

export type ChallengePurpose = 'add' | 'prove'

/** Passkeys of officers and the challenges that wait for them (features K03). */
export interface Passkeys {
  of(staffId: string): Promise<Passkey[]>
  /** Null for a passkey of somebody else. Locked until the transaction ends. */
  lock(staffId: string, id: string): Promise<Passkey | null>
  /** False when this authenticator is known already. */
  add(passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean>
  used(id: string, counter: number, at: Date): Promise<void>
  remove(staffId: string, id: string): Promise<boolean>
  removeAll(staffId: string): Promise<void>
  ask(challenge: { challenge: string; staffId: string; purpose: ChallengePurpose; expiresAt: Date }): Promise<void>
  /** Takes the challenge away: it is answered once, or not at all. False when it is not there, not theirs or too old. */
  take(challenge: string, staffId: string, purpose: ChallengePurpose, now: Date): Promise<boolean>
}

/** The key as the browser describes it; read by the desk, never by us. */
export type BrowserAnswer = Record<string, unknown>

/** WebAuthn (W3C): options for the browser, and the check of what it answers. */
export interface PasskeyDesk {
  toAdd(who: { staffId: string; login: string; fullName: string; known: readonly Passkey[] }): Promise<{
    challenge: string
    options: object
  }>
  toProve(known: readonly Passkey[]): Promise<{ challenge: string; options: object }>
  /** The challenge an answer speaks of; null when it is no answer. */
  challengeOf(answer: BrowserAnswer): string | null
  /** Null when it does not hold: wrong site, wrong signature, nobody verified. */
  added(
    answer: BrowserAnswer,
    challenge: string,
  ): Promise<{ id: string; publicKey: Buffer; counter: number; transports: string[] } | null>
  /** The new counter, or null. */
  proved(answer: BrowserAnswer, challenge: string, passkey: Passkey): Promise<{ counter: number } | null>
}
