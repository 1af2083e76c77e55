import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo.ts'

const BACK = 'https://portal.example.invalid/quan-tri/zalo/ve'
const MINUTE = 60_000

let zalo: FakeZalo
beforeAll(async () => {
  zalo = await startFakeZalo()
})
afterAll(() => zalo.close())

type Answer = { error?: number; access_token?: string; refresh_token?: string; expires_in?: unknown }

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
const page = (parameters: Record<string, string>) =>
  `${zalo.oauthRoot}/v4/oa/permission?${new URLSearchParams({ app_id: zalo.appId, redirect_uri: BACK, ...parameters })}`
async function consent(verifier: string) {
  const back = new URL(await zalo.grantConsent(page({ code_challenge: challengeOf(verifier), state: 'mine' })))
  return { code: back.searchParams.get('code') ?? '', back }
}
async function ask(form: Record<string, string>, secret = zalo.appSecret, body?: string): Promise<Answer> {
  const answer = await fetch(`${zalo.oauthRoot}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: secret, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body ?? new URLSearchParams({ app_id: zalo.appId, ...form }),
  })
  expect(answer.status, 'errors come with 200 as well').toBe(200)
  return (await answer.json()) as Answer
}
const exchange = (code: string, verifier: string) =>
  ask({ grant_type: 'authorization_code', code, code_verifier: verifier })
const refresh = (token = '') => ask({ grant_type: 'refresh_token', refresh_token: token })
const newVerifier = () => randomBytes(32).toString('base64url')
const useOf = async (token = '') => {
  const answer = await fetch(`${zalo.apiRoot}/v2.0/oa/getoa`, { headers: { access_token: token } })
  return ((await answer.json()) as Answer).error
}

test('the permission page sends the admin back with code, oa_id and the same state', async () => {
  const { back } = await consent(newVerifier())
  expect(`${back.origin}${back.pathname}`).toBe(BACK)
  expect(back.searchParams.get('oa_id')).toBe(zalo.oaId)
  expect(back.searchParams.get('state')).toBe('mine')
})

test('the permission page refuses another app, another address, and a challenge that is none', async () => {
  const challenge = challengeOf(newVerifier())
  await expect(zalo.grantConsent(page({ app_id: '1', code_challenge: challenge }))).rejects.toThrow('-14002')
  zalo.rules.redirectUri = `${BACK}/`
  await expect(zalo.grantConsent(page({ code_challenge: challenge }))).rejects.toThrow('-14003')
  zalo.rules.redirectUri = null
  await expect(zalo.grantConsent(page({ code_challenge: 'short' }))).rejects.toThrow('-14005')
})

test('a code works once, for ten minutes, and only with its verifier', async () => {
  const verifier = newVerifier()
  const first = await consent(verifier)
  const pair = await exchange(first.code, verifier)
  expect(pair).toMatchObject({ expires_in: '90000', access_token: expect.any(String) })
  expect((await exchange(first.code, verifier)).error).toBe(-14005)

  const wrong = await consent(verifier)
  expect((await exchange(wrong.code, newVerifier())).error).toBe(-14005)
  expect((await exchange(wrong.code, verifier)).error, 'the wrong try spent it').toBe(-14005)

  const late = await consent(verifier)
  zalo.clock.advance(10 * MINUTE + 1)
  expect((await exchange(late.code, verifier)).error).toBe(-14005)
})

test('secret, form, app and grant type are checked', async () => {
  expect((await ask({ grant_type: 'refresh_token' }, 'not-the-secret')).error).toBe(-14004)
  expect((await ask({ grant_type: 'refresh_token', app_id: '7' })).error).toBe(-14002)
  expect((await ask({ grant_type: 'password' })).error).toBe(-14018)
  expect((await ask({}, zalo.appSecret, '{"grant_type":"refresh_token"}')).error).toBe(-14018)
})

test('a refresh token works once, and the old access token dies with it', async () => {
  const old = zalo.issueTokens()
  expect(await useOf(old.access_token)).toBe(0)
  const before = zalo.refreshCount
  const fresh = await refresh(old.refresh_token)
  expect(zalo.refreshCount).toBe(before + 1)
  expect(await useOf(old.access_token)).toBe(-220)
  expect(await useOf(fresh.access_token)).toBe(0)
  expect((await refresh(old.refresh_token)).error).toBe(-14014)
})

test('tokens end: access after 25 hours, refresh after three months; strangers are invalid', async () => {
  const pair = zalo.issueTokens()
  zalo.clock.advance(25 * 60 * MINUTE + 1)
  expect(await useOf(pair.access_token)).toBe(-220)
  expect(await useOf('never-issued')).toBe(-216)
  zalo.clock.advance(90 * 24 * 60 * MINUTE)
  expect((await refresh(pair.refresh_token)).error).toBe(-14014)
})

test('an answer without refresh_token leaves the old one valid', async () => {
  const pair = zalo.issueTokens()
  zalo.faults.push({ endpoint: 'access_token', kind: 'no_refresh_token' })
  expect(await refresh(pair.refresh_token)).not.toHaveProperty('refresh_token')
  expect((await refresh(pair.refresh_token)).access_token).toBeTypeOf('string')
})
