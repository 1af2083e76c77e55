import { createHash, randomBytes } from 'node:crypto'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { CONSENT_MS } from '../../domain/zalo/token-life.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { tokenHash } from '../desk/log-in/session-token.ts'
import { mayManage } from './may-manage.ts'

interface StartConsent {
  officer: Officer
  sessionToken: string
  /** Byte for byte as registered at Zalo. */
  redirectUri: string
}

/**
 * The address of Zalo's consent page. PKCE: the verifier stays here, sealed; the state is another random text, good for
 * one return within 10 minutes in the same staff session (channels 1.2).
 */
export async function startConsent(app: App, ask: StartConsent): Promise<Outcome<{ url: string }>> {
  const { zalo } = app
  if (!zalo) return object('zalo_refused', { reason: 'not_configured' })
  const [verifier, state] = [randomText(), randomText()]
  return app.store.transaction(async (tx) => {
    if (!(await mayManage(tx, ask.officer))) return object('not_your_role')
    const now = app.now()
    const consent = {
      stateHash: tokenHash(state),
      sessionHash: tokenHash(ask.sessionToken),
      staffId: ask.officer.staffId,
      verifier: app.secrets.sealText(verifier),
      expiresAt: new Date(now.getTime() + CONSENT_MS),
    }
    await tx.zaloAccounts.openConsent(consent, now)
    const challenge = createHash('sha256').update(verifier, 'ascii').digest('base64url')
    return done({ url: zalo.permissionUrl({ redirectUri: ask.redirectUri, challenge, state }) })
  })
}

/** 32 random bytes as 43 characters: what PKCE asks of a verifier. */
const randomText = (): string => randomBytes(32).toString('base64url')
