import type { App } from '../../ports/app.ts'
import type { SealedPair } from '../../ports/zalo-accounts.ts'
import type { ZaloGrant } from '../../ports/zalo-desk.ts'

/** Seals an answer of the token endpoint. `kept`: the refresh token that stays when the answer brings none (channels 1.2). */
export function sealedPair(
  app: Pick<App, 'now' | 'secrets'>,
  { accessToken, refreshToken, expiresIn }: Extract<ZaloGrant, { ok: true }>,
  kept: Buffer,
): SealedPair {
  return {
    access: app.secrets.sealText(accessToken),
    refresh: refreshToken === null ? kept : app.secrets.sealText(refreshToken),
    accessUntil: new Date(app.now().getTime() + expiresIn * 1000),
  }
}
