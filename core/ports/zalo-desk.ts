import type { MeterReading } from '../domain/zalo/meter.ts'
import type { OaFacts } from './zalo-accounts.ts'

/**
 * Zalo's number, `http_502`, or a word of ours: `network`, `timeout`, `unreadable`, `not_connected`.
 * Never Zalo's sentence, which may quote what was sent.
 */
export type ZaloCode = number | string

/** An answer of the token endpoint (channels 1.2). */
export type ZaloGrant =
  | {
      ok: true
      accessToken: string
      /** Null when the answer brought none: the old one stays good. */
      refreshToken: string | null
      /** Seconds. */
      expiresIn: number
    }
  | { ok: false; code: ZaloCode; ambiguous: boolean }

export type ZaloToken = { ok: true; token: string } | { ok: false; code: ZaloCode }

/** The token everybody shares, as it is in the table now. */
export interface ZaloTokens {
  current(): Promise<ZaloToken>
  /** Another than `stale`: the one somebody else has renewed meanwhile, or a new one. */
  renew(stale: string): Promise<ZaloToken>
}

/** What was learned about the account; null where Zalo did not tell. */
export interface ZaloStanding {
  oaId: string | null
  facts: Omit<OaFacts, 'lookedAt'>
  readings: readonly MeterReading[]
}

/** The road to Zalo for what the house does about the account itself. Nothing here throws for what Zalo or the network does. */
export interface ZaloDesk {
  appId: string
  /** Scheme and host of the consent page. */
  consentOrigin: string
  permissionUrl(ask: { redirectUri: string; challenge: string; state: string }): string
  exchange(given: { code: string; verifier: string }): Promise<ZaloGrant>
  refresh(refreshToken: string): Promise<ZaloGrant>
  look(tokens: ZaloTokens): Promise<{ ok: true; standing: ZaloStanding } | { ok: false; code: ZaloCode }>
}
