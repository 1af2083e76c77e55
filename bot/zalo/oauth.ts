import type { ZaloDesk, ZaloGrant } from '../../core/ports/zalo-desk.ts'
import { Granted, NotGranted } from './answers.ts'
import { askZalo, zaloUrl } from './http.ts'

export interface ZaloApp {
  appId: string
  appSecret: string
  /** Of the OAuth host. */
  root: string
  timeoutMs: number
}

/** OAuth v4 with PKCE (channels 1.2). Failures come with HTTP 200 too: a body without `access_token` is one. */
export function zaloOauth(app: ZaloApp): Pick<ZaloDesk, 'permissionUrl' | 'exchange' | 'refresh'> {
  return {
    permissionUrl: ({ redirectUri, challenge, state }) => {
      const url = zaloUrl(app.root, '/v4/oa/permission')
      url.searchParams.set('app_id', app.appId)
      url.searchParams.set('redirect_uri', redirectUri)
      url.searchParams.set('code_challenge', challenge)
      url.searchParams.set('state', state)
      return url.href
    },
    exchange: ({ code, verifier }) => grant(app, { code, code_verifier: verifier, grant_type: 'authorization_code' }),
    refresh: (refreshToken) => grant(app, { refresh_token: refreshToken, grant_type: 'refresh_token' }),
  }
}

async function grant(app: ZaloApp, form: Record<string, string>): Promise<ZaloGrant> {
  const answer = await askZalo({
    url: zaloUrl(app.root, '/v4/oa/access_token'),
    headers: { secret_key: app.appSecret },
    body: new URLSearchParams({ ...form, app_id: app.appId }),
    timeoutMs: app.timeoutMs,
  })
  if (!answer.ok) return { ok: false, code: answer.code, ambiguous: answer.ambiguous }
  const granted = Granted.safeParse(answer.json)
  if (granted.success) {
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = granted.data
    return { ok: true, accessToken, refreshToken: refreshToken ?? null, expiresIn }
  }
  const refused = NotGranted.safeParse(answer.json)
  if (refused.success && refused.data.error !== 0) return { ok: false, code: refused.data.error, ambiguous: false }
  return { ok: false, code: answer.status === 200 ? 'unreadable' : `http_${answer.status}`, ambiguous: true }
}
