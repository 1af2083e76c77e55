/** What is kept between leaving for the province's log-in and coming back. */
export interface ProvinceAttempt {
  state: string
  nonce: string
  /** PKCE (RFC 7636). */
  verifier: string
}

export interface ProvinceWho {
  subject: string
  /** The claim that may name a login here; null when none is configured or sent. */
  login: string | null
  /** The issuer says that it saw a second factor we accept. */
  hasSecondFactor: boolean
}

/** The province's own log-in (OpenID Connect), where it has one (features K03). */
export interface ProvinceLogIn {
  /** Of the issuer. */
  origin: string
  /** Null when the issuer does not answer. */
  begin(returnTo: string): Promise<{ url: string; attempt: ProvinceAttempt } | null>
  finish(here: URL, attempt: ProvinceAttempt): Promise<ProvinceWho | 'unreachable' | 'refused'>
  /** Where to end the session there too; null when the issuer offers none or does not answer. */
  logOutUrl(): Promise<string | null>
}

/** Attempts under way, each answered once. */
export interface ProvinceLogIns {
  keep(attempt: { state: string; nonce: string; verifier: Buffer; browserHash: Buffer; expiresAt: Date }): Promise<void>
  /** Takes it away; null when it is not there, another browser's or too old. */
  take(state: string, browserHash: Buffer, now: Date): Promise<{ nonce: string; verifier: Buffer } | null>
}
