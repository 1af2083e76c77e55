import { endsConsent } from '../../domain/zalo/consent-refusal.ts'
import type { App } from '../../ports/app.ts'
import type { ZaloToken, ZaloTokens } from '../../ports/zalo-desk.ts'
import { currentToken } from './current-token.ts'
import { renewToken } from './renew-token.ts'

/** For the log and its alerts: nothing leaves through Zalo until an administrator of the OA consents again. */
export const NEEDS_CONSENT = 'zalo_needs_consent'

/**
 * The account's token for one process. Everybody here who needs a new one waits for one renewal, so that a burst holds one
 * connection and not one for each message. `onFault` hears a code when the consent has ended.
 */
export function openZaloTokens(app: App, onFault: (code: string) => void): ZaloTokens {
  let renewing: Promise<ZaloToken> | null = null
  const renew = async (stale: string): Promise<ZaloToken> => {
    try {
      const answer = await renewToken(app, stale)
      if (!answer.ok && endsConsent(answer.code)) onFault(NEEDS_CONSENT)
      return answer
    } finally {
      renewing = null
    }
  }
  return {
    current: () => currentToken(app),
    renew: (stale) => {
      renewing ??= renew(stale)
      return renewing
    },
  }
}
