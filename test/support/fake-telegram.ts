import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { shiftedClock, type TestClock } from './clock.ts'
import { telegramHttp } from './fake-telegram-http.ts'
import { telegramPeople } from './fake-telegram-people.ts'
import { telegramPost } from './fake-telegram-post.ts'
import type { FakeState, Limits, SentMessage, WebhookTarget } from './fake-telegram-state.ts'

export interface FakeTelegramOptions {
  /** Real time that can be shifted, unless a test hands in its own. */
  clock?: TestClock
  /** Absent: any pace is allowed. */
  limits?: Limits
  port?: number
  token?: string
}

export type FakeTelegram = Awaited<ReturnType<typeof startFakeTelegram>>

/** A strict Telegram on a free port: it checks what the real one checks, and fails how the real one fails (channels 3.4). */
export async function startFakeTelegram(options: FakeTelegramOptions = {}) {
  const state = freshState(options)
  const post = telegramPost()
  const server = telegramHttp(state, post).listen(options.port ?? 0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const sent = (chatId?: number) => state.sent.filter((one) => chatId === undefined || one.chatId === chatId)
  return {
    /** Root for the client, with its slash. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: state.token,
    botId: state.botId,
    clock: state.clock,
    sent,
    /** The last message to this chat. */
    last: (chatId: number): SentMessage => {
      const message = sent(chatId).at(-1)
      if (!message) throw new Error('the bot has said nothing to this chat')
      return message
    },
    deleted: state.deleted,
    acknowledged: state.acknowledged,
    faults: state.faults,
    /** Files people sent, by file id. */
    files: state.files,
    get limits() {
      return state.limits
    },
    set limits(given: Limits | null) {
      state.limits = given
    },
    /** Sends answered 429 because they came too fast. */
    get limited() {
      return state.limited
    },
    /** Where updates are delivered, before what `setWebhook` asked for. */
    get webhook() {
      return post.chosen
    },
    set webhook(target: WebhookTarget | null) {
      post.chosen = target
    },
    ...telegramPeople(state, post),
    deliver: post.deliver,
    redeliver: post.redeliver,
    get isPolled() {
      return post.isPolled
    },
    how: post.how,
    hold: post.hold,
    release: post.release,
    close: (): Promise<void> => {
      post.close()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function freshState(options: FakeTelegramOptions): FakeState {
  const token = options.token ?? `1000000001:${randomBytes(16).toString('hex')}`
  return {
    botId: token.slice(0, token.indexOf(':')),
    token,
    clock: options.clock ?? shiftedClock(),
    sent: [],
    deleted: [],
    acknowledged: [],
    files: new Map(),
    nextId: 500,
    pressed: new Set(),
    heard: new Map(),
    blocked: new Set(),
    faults: [],
    limits: options.limits ?? null,
    limited: 0,
  }
}
