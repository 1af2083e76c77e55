import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../core/ports/app.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import { linkProvince } from '../../../core/use-cases/staff/link-province.ts'
import { provinceLogIn } from '../../../platform/oidc/province-log-in.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { createRenderer } from '../../../templates/render.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { type Account, anAccount } from '../desk/desk-house.ts'
import { deskVisitor } from '../desk/desk-visitor.ts'

const CLIENT = { id: 'so-tiem', secret: 'a secret between two servers' }
const MFA = 'amr-mfa'

let house: TestHouse
let app: App
let portal: Server
let issuer: Server
let url: string
let issuerUrl: string
beforeAll(async () => {
  house = await openTestHouse()
  portal = createServer()
  issuer = createServer()
  url = await listen(portal)
  issuerUrl = await listen(issuer)
  issuer.on('request', province(issuerUrl, url))
  const factors = { factorAmr: ['mfa'], factorAcr: [], loginClaim: 'preferred_username' }
  const options = { issuer: issuerUrl, clientId: CLIENT.id, clientSecret: CLIENT.secret, publicUrl: url, ...factors }
  app = { ...house.app, settings: { ...house.app.settings, publicUrl: url }, province: provinceLogIn(options) }
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const routers = [officerGate(app, render), logInRoutes(app, render, plainQrSvg)].map((router) => ({
    path: '/',
    router,
  }))
  const error = (facts: object) => void process.stderr.write(`${JSON.stringify(facts)}\n`)
  const log = { info: () => undefined, warn: () => undefined, error }
  const settings = { publicUrl: url, practice: true, sessionSecret: 'only for tests' }
  portal.on('request', createPortal({ render, log, settings, routers }))
})
afterAll(async () => {
  for (const server of [portal, issuer]) {
    server.closeAllConnections()
    server.close()
  }
  await house.close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((open) => server.listen(0, open))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

/** A real issuer whose people log in with a header: who they are, and `amr-mfa` at its end for a second factor given there. */
function province(here: string, portalUrl: string) {
  const client = {
    client_id: CLIENT.id,
    client_secret: CLIENT.secret,
    redirect_uris: [`${portalUrl}/can-bo/dang-nhap/tinh/ve`],
    post_logout_redirect_uris: [`${portalUrl}/can-bo/dang-nhap`],
  }
  const seconds = { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 }
  const issuing = new Provider(here, {
    clients: [client],
    ttl: seconds,
    claims: { openid: ['sub', 'amr'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, preferred_username: sub.replace(MFA, '') }),
    }),
  })
  const pages = issuing.callback()
  return (req: IncomingMessage, res: ServerResponse) =>
    req.url?.startsWith('/interaction/') ? void answerFor(issuing, req, res) : pages(req, res)
}

async function answerFor(issuing: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const who = String(req.headers['x-who'])
  const { prompt, grantId, params } = await issuing.interactionDetails(req, res)
  if (prompt.name === 'login') {
    const amr = who.endsWith(MFA) ? ['pwd', 'mfa'] : ['pwd']
    return issuing.interactionFinished(req, res, { login: { accountId: who, amr } })
  }
  const known = grantId ? await issuing.Grant.find(grantId) : undefined
  const grant = known ?? new issuing.Grant({ accountId: who, clientId: String(params.client_id) })
  grant.addOIDCScope('openid profile email')
  return issuing.interactionFinished(req, res, { consent: { grantId: await grant.save() } })
}

/** The officer at the province's own pages, until they lead back to ours. */
async function atProvince(start: string, who: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = start
  for (let hop = 0; hop < 12 && !at.startsWith(url); hop += 1)
    at = new URL((await askProvince(at, cookies, who)).headers.get('location') ?? '', at).href
  return at
}

async function askProvince(at: string, cookies: Map<string, string>, who: string): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(at, { redirect: 'manual', headers: { cookie, 'x-who': who } })
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return answer
}

async function through(who: string) {
  const browser = deskVisitor(url)
  await browser.get('/can-bo/dang-nhap')
  const away = await browser.send('/can-bo/dang-nhap/tinh', {})
  const back = await atProvince(away.location ?? '', who)
  const answer = await browser.get(back.slice(url.length))
  return { browser, back, location: answer.location, standing: async () => standingOf(browser) }
}

async function standingOf(browser: ReturnType<typeof deskVisitor>) {
  const { standing, officer } = await staffOf(app, browser.cookies.get('so_tiem_officer') ?? null)
  return { standing, login: officer?.login }
}

const register = (account: Account, subject: string) =>
  house.db.updateTable('staff').set({ province_subject: subject }).where('id', '=', account.staffId).execute()

test('K03 a registered officer comes in through the province; its second factor counts where it says so, otherwise ours is asked', async () => {
  const account = await anAccount(house)
  await register(account, `p-${account.login}${MFA}`)
  const whole = await through(`p-${account.login}${MFA}`)
  expect(whole.location).toBe('/can-bo')
  expect(await whole.standing()).toEqual({ standing: 'whole', login: account.login })

  const plain = await anAccount(house)
  await register(plain, `q-${plain.login}`)
  const half = await through(`q-${plain.login}`)
  expect(half.location).toBe('/can-bo/dang-nhap/ma')
  expect(await half.standing()).toEqual({ standing: 'half', login: plain.login })
  await half.browser.get('/can-bo/dang-nhap/ma')
  expect((await half.browser.send('/can-bo/dang-nhap/ma', { code: plain.code() })).location).toBe('/can-bo')
})

test('K03 the login claim is settled once: the same name under another subject opens nothing, and nobody is made an officer', async () => {
  const account = await anAccount(house)
  const named = await through(account.login)
  expect(await named.standing()).toEqual({ standing: 'half', login: account.login })
  const another = await through(`${account.login}${MFA}`)
  expect(another.location).toBe('/can-bo/dang-nhap?tinh=province_unknown')
  const stranger = await through('nobody-here')
  expect(stranger.location).toBe('/can-bo/dang-nhap?tinh=province_unknown')
  expect((await stranger.browser.get(stranger.location ?? '')).html).toContain('chưa gắn với cán bộ nào')
  const accounts = await house.db.selectFrom('staff').select('id').where('login', '=', 'nobody-here').execute()
  expect(accounts).toEqual([])
})

test('K03 a leader who links a subject opens nothing with it: a factor of the account itself is asked once, then the province is enough', async () => {
  const [head, account] = [await anAccount(house, { role: 'head' }), await anAccount(house)]
  const subject = `l-${account.login}${MFA}`
  const officer = { ...head, fullName: 'Trạm trưởng', role: 'head' as const, unitId: 'tyt-mau', unitName: 'Trạm' }
  expect(await linkProvince(app, { officer, staffId: account.staffId, subject })).toMatchObject({ ok: true })
  const linked = await through(subject)
  expect(await linked.standing()).toEqual({ standing: 'half', login: account.login })
  await linked.browser.get('/can-bo/dang-nhap/ma')
  expect((await linked.browser.send('/can-bo/dang-nhap/ma', { code: account.code() })).location).toBe('/can-bo')
  expect(await (await through(subject)).standing()).toEqual({ standing: 'whole', login: account.login })
})

test('K03 the way back works once, in the browser that began, with the state that was asked', async () => {
  const account = await anAccount(house)
  await register(account, `r-${account.login}${MFA}`)
  const { browser, back } = await through(`r-${account.login}${MFA}`)
  expect((await browser.get(back.slice(url.length))).location).toBe('/can-bo/dang-nhap?tinh=province_refused')
  const begun = deskVisitor(url)
  await begun.get('/can-bo/dang-nhap')
  const away = await begun.send('/can-bo/dang-nhap/tinh', {})
  const fresh = await atProvince(away.location ?? '', `r-${account.login}${MFA}`)
  const thief = deskVisitor(url)
  expect((await thief.get(fresh.slice(url.length))).location).toBe('/can-bo/dang-nhap?tinh=province_refused')
  const forged = fresh.replace(/code=[^&]+/, 'code=forged')
  expect((await begun.get(forged.slice(url.length))).location).toBe('/can-bo/dang-nhap?tinh=province_refused')
})

test('K03 log-out ends the session at the province too', async () => {
  const account = await anAccount(house)
  await register(account, `s-${account.login}${MFA}`)
  const { browser } = await through(`s-${account.login}${MFA}`)
  await browser.get('/can-bo/doi-mat-khau')
  const out = await browser.send('/can-bo/dang-xuat', {})
  expect(out.location?.startsWith(`${issuerUrl}/session/end`)).toBe(true)
  expect((await standingOf(browser)).standing).toBe('none')
})

test('K03 a province that does not answer is said in a sentence, and the password way stays', async () => {
  const silent = createServer()
  const gone = await listen(silent)
  silent.close()
  const factors = { factorAmr: [], factorAcr: [], loginClaim: null }
  const away = provinceLogIn({ issuer: gone, clientId: 'x', clientSecret: 'y', publicUrl: url, ...factors })
  const kept = app.province
  app.province = away
  const account = await anAccount(house)
  const browser = deskVisitor(url)
  await browser.get('/can-bo/dang-nhap')
  const answer = await browser.send('/can-bo/dang-nhap/tinh', {})
  expect(answer.location).toBe('/can-bo/dang-nhap?tinh=province_unreachable')
  const page = await browser.get(answer.location ?? '')
  expect(page.html).toContain('Cổng đăng nhập của tỉnh không trả lời')
  expect((await browser.logIn(account)).location).toBe('/can-bo')
  app.province = kept
})
