import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Router } from 'express'
import { shiftedClock, type TestClock } from './clock.ts'
import { zaloAccount } from './fake-zalo-account.ts'
import { zaloMessages } from './fake-zalo-messages.ts'
import { newPair, zaloOauth } from './fake-zalo-oauth.ts'
import { zaloPeople } from './fake-zalo-people.ts'
import { zaloReceipts } from './fake-zalo-receipts.ts'
import type { ZaloSent, ZaloState, ZaloTemplate } from './fake-zalo-state.ts'
import { zaloUploads } from './fake-zalo-uploads.ts'
import { zaloPost } from './fake-zalo-webhook.ts'
import { zaloZns } from './fake-zalo-zns.ts'

export interface FakeZaloOptions {
  /** Real time that can be shifted, unless a test hands in its own. */
  clock?: TestClock
  /** The first of three ports in a row; any free ones by default. */
  port?: number
  /** Echo each accepted send to the webhook, as Zalo does; on unless said otherwise. */
  echoes?: boolean
  /** How far messages come by themselves after they were accepted; `none` by default. */
  receipts?: 'none' | 'received' | 'seen'
  appSecret?: string
  oaSecret?: string
}

export type FakeZalo = Awaited<ReturnType<typeof startFakeZalo>>

/** A strict Zalo: OAuth, OA and ZNS on three ports, as they are three hosts (channels 1.8). */
export async function startFakeZalo(options: FakeZaloOptions = {}) {
  const state = freshState(options)
  const post = zaloPost(state)
  const people = zaloPeople(state, post)
  const receipts = zaloReceipts(state, post)
  const pending = new Set<Promise<unknown>>()
  const later = (work: Promise<unknown>) => {
    pending.add(work)
    void work.finally(() => pending.delete(work))
  }
  const tell = async (message: ZaloSent) => {
    // Its answer leaves first, as far as one process can say so.
    await new Promise((resolve) => setImmediate(resolve))
    if (!post.target) return
    if (options.echoes !== false) await receipts.echo(message)
    if (options.receipts === 'received' || options.receipts === 'seen') await receipts.received(message)
    if (options.receipts === 'seen' && message.endpoint === 'cs') await receipts.seen(message.userId)
  }
  const accepted = (message: ZaloSent) => later(tell(message))
  const apps = [
    zaloApp(zaloOauth(state)),
    zaloApp(zaloMessages(state, accepted), zaloAccount(state), zaloUploads(state)),
    zaloApp(zaloZns(state, accepted)),
  ]
  const servers = await Promise.all(apps.map((app, index) => listen(app, options.port ? options.port + index : 0)))
  const [oauthRoot = '', apiRoot = '', businessRoot = ''] = servers.map(rootOf)
  state.apiRoot = apiRoot
  const sent = (userId?: string) => state.sent.filter((one) => userId === undefined || one.userId === userId)
  return {
    oauthRoot,
    apiRoot,
    businessRoot,
    appId: state.appId,
    appSecret: state.appSecret,
    oaId: state.oaId,
    oaSecret: state.oaSecret,
    clock: state.clock,
    users: state.users,
    uploads: state.uploads,
    /** template id → its parameters; 300001 (`ma_ho_so`, `trang_thai`) and 300002 (`otp`) are approved from the start. */
    templates: state.templates,
    refusedPhones: state.refusedPhones,
    adminPhones: state.adminPhones,
    faults: state.faults,
    rate: state.rate,
    quota: state.quota,
    /** Answers of our webhook, with the time each took. */
    deliveries: post.deliveries,
    /** How every event is written unless its own call says otherwise. */
    how: post.how,
    /** Settings that are rare: `redirectUri`, `requireProof`, `accessSeconds`. */
    rules: state as Pick<ZaloState, 'redirectUri' | 'requireProof' | 'accessSeconds'>,
    sent,
    last: (userId: string): ZaloSent => {
      const message = sent(userId).at(-1)
      if (!message) throw new Error('the OA has said nothing to this person')
      return message
    },
    get webhook() {
      return post.target
    },
    set webhook(target: { url: string } | null) {
      post.target = target
    },
    get refreshCount() {
      return state.refreshCount
    },
    get accessToken() {
      return state.accessToken?.value ?? null
    },
    ...people,
    ...receipts,
    deliver: post.deliver,
    probe: post.probe,
    hold: post.hold,
    release: post.release,
    retry: post.retry,
    /** The admin opens the permission page and says yes: the address Zalo sends the browser back to, with `code`, `oa_id`, `state`. */
    grantConsent: (permissionUrl: string) => consent(permissionUrl),
    /** A pair without the consent page, for tests that begin connected. */
    issueTokens: () => newPair(state, null) as { access_token: string; refresh_token: string; expires_in: string },
    /** All echoes and receipts promised so far have been posted. */
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
    close: async () => {
      post.target = null
      await Promise.all(servers.map(closed))
    },
  }
}

function freshState(options: FakeZaloOptions): ZaloState {
  return {
    appId: '2000000000000000001',
    appSecret: options.appSecret ?? randomBytes(16).toString('hex'),
    oaId: '1000000000000000001',
    oaSecret: options.oaSecret ?? randomBytes(16).toString('hex'),
    redirectUri: null,
    requireProof: false,
    clock: options.clock ?? shiftedClock(),
    codes: new Map(),
    accessToken: null,
    deadTokens: new Set(),
    refreshTokens: new Map(),
    accessSeconds: 90_000,
    refreshCount: 0,
    users: new Map(),
    sent: [],
    uploads: new Map(),
    templates: new Map<string, ZaloTemplate>([
      ['300001', { params: { ma_ho_so: 30, trang_thai: 30 }, byUserId: true }],
      ['300002', { params: { otp: 10 }, byUserId: false }],
    ]),
    refusedPhones: new Map(),
    adminPhones: new Set(),
    faults: [],
    rate: { limit: 4000, windowMs: 60_000, window: 0, used: 0, refused: 0 },
    quota: { sub: 5000, zns: 5000 },
    media: new Map(),
    apiRoot: '',
  }
}

function zaloApp(...routers: Router[]): Express {
  const app = express().disable('x-powered-by')
  for (const router of routers) app.use(router)
  app.use((_req, res) => void res.status(404).json({ error: -404, message: 'No such API' }))
  // A body that cannot be read is Zalo's own -201, not a stack trace.
  const unreadable: express.ErrorRequestHandler = (_fault, _req, res, _next) =>
    void res.json({ error: -201, message: 'body is invalid!' })
  return app.use(unreadable)
}

function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1')
    server.once('listening', () => resolve(server))
    server.once('error', reject)
  })
}

const rootOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function consent(permissionUrl: string): Promise<string> {
  const answer = await fetch(permissionUrl, { redirect: 'manual' })
  const back = answer.headers.get('location')
  if (!back) throw new Error(`Zalo did not send the admin back: ${await answer.text()}`)
  return back
}
