import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { CopyLink } from '../../ports/rights.ts'
import { newSessionToken, tokenHash } from '../desk/log-in/session-token.ts'
import { askRight } from './ask-right.ts'

/** Long enough to press a button, too short to be kept in a history. */
export const COPY_LINK_MINUTES = 15

/** One link for each form of the copy (features L05); asking for it is a request that is done at once. */
export async function makeCopyLinks(
  app: App,
  { address, locale }: { address: string; locale: 'vi' | 'en' },
): Promise<Outcome<Record<CopyLink['form'], string>>> {
  const asked = await askRight(app, { address, kind: 'access', words: null, locale })
  if (!asked.ok) return asked
  return done({ json: await grant(app, address, 'json'), page: await grant(app, address, 'page') })
}

/**
 * What the link is for, once and only in the browser it was made in; whether that browser still holds its proof is asked
 * when the data is read. Late, used, foreign and unknown links are all the same nothing.
 */
export async function useCopyLink(
  app: App,
  { address, token }: { address: string; token: string },
): Promise<Outcome<CopyLink['form']>> {
  return app.store.transaction(async (tx) => {
    const link = await tx.rights.lockCopy(tokenHash(token))
    if (!link || link.usedAt || link.address !== address || link.expiresAt <= app.now()) return object('link_expired')
    await tx.rights.useCopy(link.tokenHash, app.now())
    return done(link.form)
  })
}

async function grant(app: App, address: string, form: CopyLink['form']): Promise<string> {
  const token = newSessionToken()
  const expiresAt = new Date(app.now().getTime() + COPY_LINK_MINUTES * 60_000)
  await app.store.transaction((tx) => tx.rights.grantCopy({ tokenHash: tokenHash(token), address, form, expiresAt }))
  return token
}
