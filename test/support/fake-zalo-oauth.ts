import { createHash, randomBytes } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import { takeZaloFault } from './fake-zalo-gate.ts'
import type { ZaloState } from './fake-zalo-state.ts'

const CODE_LIFE_MS = 600_000
const REFRESH_LIFE_MS = 90 * 86_400_000

type OauthError = readonly [code: number, name: string]

const WRONG_APP: OauthError = [-14002, 'Invalid app id']
const WRONG_REDIRECT: OauthError = [-14003, 'Invalid redirect uri']
const WRONG_SECRET: OauthError = [-14004, 'Invalid secret key']
const WRONG_CODE: OauthError = [-14005, 'Invalid authorization code']
const WRONG_REFRESH: OauthError = [-14014, 'Invalid refresh token.']
const WRONG_GRANT: OauthError = [-14018, 'Invalid grant type']

/** OAuth v4 with PKCE (channels 1.2): codes and refresh tokens work once, errors come with HTTP 200. */
export function zaloOauth(state: ZaloState): Router {
  const router = express.Router()
  router.get('/v4/oa/permission', (req, res) => consent(state, req, res))
  const form = express.urlencoded({ extended: false, limit: '16kb' })
  router.post('/v4/oa/access_token', form, (req, res) => {
    const fault = takeZaloFault(state, 'access_token')
    if (fault?.kind === 'cut_before') return void res.socket?.destroy()
    if (fault?.kind === 'status') return void res.status(fault.status ?? 502).send('<html>Bad Gateway</html>')
    if (fault?.kind === 'code') return void res.json(errorBody([fault.code ?? -14014, 'Fault of the test']))
    const answer = exchange(state, req, fault?.kind === 'no_refresh_token')
    if (fault?.kind === 'cut_after') return void res.socket?.destroy()
    res.json(answer)
  })
  return router
}

/** The admin's page, with the admin who says yes at once: no person is needed in a test. */
function consent(state: ZaloState, req: Request, res: Response): void {
  const { app_id: appId, redirect_uri: back, code_challenge: challenge, state: theirs } = req.query
  if (appId !== state.appId) return void res.json(errorBody(WRONG_APP))
  const isAddress = typeof back === 'string' && URL.canParse(back)
  if (!isAddress || (state.redirectUri !== null && back !== state.redirectUri))
    return void res.json(errorBody(WRONG_REDIRECT))
  if (typeof challenge !== 'string' || !/^[\w-]{43}$/.test(challenge))
    return void res.json(errorBody([-14005, 'Invalid code challenge']))
  const code = randomBytes(24).toString('base64url')
  state.codes.set(code, { challenge, at: state.clock.now() })
  const target = new URL(back)
  target.searchParams.set('code', code)
  target.searchParams.set('oa_id', state.oaId)
  if (typeof theirs === 'string') target.searchParams.set('state', theirs)
  res.redirect(302, target.href)
}

function exchange(state: ZaloState, req: Request, keepOld: boolean): object {
  if (!req.is('application/x-www-form-urlencoded')) return errorBody(WRONG_GRANT)
  const form = (req.body ?? {}) as Record<string, string | undefined>
  if (req.get('secret_key') !== state.appSecret) return errorBody(WRONG_SECRET)
  if (form.app_id !== state.appId) return errorBody(WRONG_APP)
  if (form.grant_type === 'authorization_code') {
    return spendCode(state, form.code ?? '', form.code_verifier ?? '') ? newPair(state, null) : errorBody(WRONG_CODE)
  }
  if (form.grant_type !== 'refresh_token') return errorBody(WRONG_GRANT)
  const given = form.refresh_token ?? ''
  const until = state.refreshTokens.get(given)
  if (!until || until <= state.clock.now()) return errorBody(WRONG_REFRESH)
  state.refreshCount += 1
  if (keepOld) return newPair(state, given)
  state.refreshTokens.delete(given)
  return newPair(state, null)
}

/** A code is spent by the first try, right or wrong. */
function spendCode(state: ZaloState, code: string, verifier: string): boolean {
  const kept = state.codes.get(code)
  state.codes.delete(code)
  if (!kept || state.clock.now().getTime() - kept.at.getTime() > CODE_LIFE_MS) return false
  return createHash('sha256').update(verifier, 'ascii').digest('base64url') === kept.challenge
}

/** A new pair; the access token before it dies now. `kept` is a refresh token that stays and is not told again. */
export function newPair(state: ZaloState, kept: string | null) {
  const now = state.clock.now().getTime()
  if (state.accessToken) state.deadTokens.add(state.accessToken.value)
  const value = `at-${randomBytes(24).toString('base64url')}`
  state.accessToken = { value, until: new Date(now + state.accessSeconds * 1000) }
  const common = { access_token: value, expires_in: String(state.accessSeconds) }
  if (kept !== null) return common
  const refresh = `rt-${randomBytes(24).toString('base64url')}`
  state.refreshTokens.set(refresh, new Date(now + REFRESH_LIFE_MS))
  return { ...common, refresh_token: refresh }
}

function errorBody([error, name]: OauthError): object {
  return {
    error,
    error_name: name,
    error_description: name,
    error_reason: '',
    ref_doc: 'https://developers.zalo.example.invalid/docs',
  }
}
