import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { newSessionToken, tokenHash } from '../desk/log-in/session-token.ts'
import { provedAtTwo, signedCodes } from './own-signed.ts'

/** How long a link to the paper may be opened, once (features H10). */
export const PASSPORT_LINK_HOURS = 24

/** For whoever is proved at level 2 and has a passport; the token is shown once and only its hash is kept. */
export async function makePassportLink(app: App, { address }: { address: string }): Promise<Outcome<string>> {
  const token = newSessionToken()
  return app.store.transaction(async (tx) => {
    const record = await provedAtTwo(app, tx, address)
    if (!record || !(await signedCodes(tx, record.id))) return object('not_proved')
    const expiresAt = new Date(app.now().getTime() + PASSPORT_LINK_HOURS * 3_600_000)
    await tx.passports.grantLink({ tokenHash: hashOf(token), personId: record.id, expiresAt })
    return done(token)
  })
}

/**
 * One download. The link alone opens nothing: whoever holds it must be proved at level 2 as the same person, here or in the
 * chat. Late, used and unknown links are one answer.
 */
export async function usePassportLink(
  app: App,
  { address, token }: { address: string; token: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const link = await tx.passports.lockLink(hashOf(token))
    if (!link || link.usedAt || link.expiresAt <= app.now()) return object('link_expired')
    const record = await provedAtTwo(app, tx, address)
    if (record?.id !== link.personId) return object('not_proved')
    await tx.passports.useLink(link.tokenHash, app.now())
    return done(null)
  })
}

const hashOf = (token: string) => tokenHash(token).toString('hex')
