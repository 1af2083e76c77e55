import { type Answer, bad, type Payload, type WebhookTarget } from './fake-telegram-state.ts'

type Update = { update_id: number } & Record<string, unknown>

/** How updates reach the bot: each `copies` times (1). */
export interface HowPosted {
  copies?: number
}

const DELIVERIES = 5
const CONFLICT_WEBHOOK =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const CONFLICT_POLLING =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

export type TelegramPost = ReturnType<typeof telegramPost>

/** Carries updates to a webhook, in parallel, repeated until 2xx, or keeps them for `getUpdates` (channels 3.3). */
export function telegramPost() {
  let nextUpdate = 800_000_000
  let set: WebhookTarget | null = null
  let chosen: WebhookTarget | null = null
  let waiting: Update[] = []
  let held: Update[] | null = null
  let poller: ((answer: Answer | null) => void) | null = null
  let lastError: string | null = null
  const how: HowPosted = {}
  const line = turnstile()

  const target = () => chosen ?? set
  const tryOnce = async ({ url, secret, maxConnections }: WebhookTarget, body: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    return line(maxConnections ?? 40, () =>
      fetch(url, { method: 'POST', headers, body }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status
        },
        () => 0,
      ),
    )
  }
  const carry = async (update: Update): Promise<number> => {
    let status = 0
    for (let turn = 0; turn < DELIVERIES; turn++) {
      const to = target()
      if (!to) break
      status = await tryOnce(to, JSON.stringify(update))
      if (status >= 200 && status < 300) return status
      lastError = `Wrong response from the webhook: ${status}`
    }
    waiting.push(update)
    return status
  }
  /** Any update; answers the last status, or 0 when it was not asked for, is held, waits for getUpdates, or was never taken. */
  const deliver = async (given: object): Promise<number> => {
    const update: Update = { update_id: ++nextUpdate, ...given }
    const kind = Object.keys(update).find((key) => key !== 'update_id') ?? ''
    const to = target()
    if (to?.allowed && !to.allowed.includes(kind)) return 0
    if (held) {
      held.push(update)
      return 0
    }
    if (!to) {
      waiting.push(update)
      poller?.(null)
      return 0
    }
    const copies = Array.from({ length: how.copies ?? 1 }, () => carry(update))
    return (await Promise.all(copies)).at(-1) ?? 0
  }
  /** Sends again what was never taken, as Telegram does for a day. */
  const redeliver = async (): Promise<number[]> => {
    const again = waiting
    waiting = []
    return Promise.all(again.map(carry))
  }
  const poll = async ({ offset, limit, timeout }: Payload): Promise<Answer> => {
    if (target()) return { error_code: 409, description: CONFLICT_WEBHOOK }
    poller?.({ error_code: 409, description: CONFLICT_POLLING })
    const from = Number(offset ?? 0)
    waiting = from < 0 ? waiting.slice(from) : waiting.filter((update) => update.update_id >= from)
    if (waiting.length === 0 && Number(timeout ?? 0) > 0) {
      const ended = await new Promise<Answer | null>((resolve) => {
        const timer = setTimeout(resolve, Number(timeout) * 1000, null)
        poller = (answer) => {
          clearTimeout(timer)
          poller = null
          resolve(answer)
        }
      })
      if (ended) return ended
    }
    return { result: waiting.slice(0, Number(limit ?? 100)) }
  }
  const setWebhook = (payload: Payload): Answer => {
    const secret = String(payload.secret_token ?? '')
    const most = Number(payload.max_connections ?? 40)
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(secret)) return bad('secret token contains unallowed characters')
    if (!URL.canParse(String(payload.url))) return bad('bad webhook: invalid webhook URL specified')
    if (!Number.isInteger(most) || most < 1 || most > 100) return bad('max_connections must be between 1 and 100')
    const allowed = Array.isArray(payload.allowed_updates) ? { allowed: payload.allowed_updates.map(String) } : {}
    set = { url: String(payload.url), secret, maxConnections: most, ...allowed }
    if (payload.drop_pending_updates === true) waiting = []
    poller?.({ error_code: 409, description: CONFLICT_WEBHOOK })
    void redeliver()
    return { result: true }
  }
  return {
    how,
    deliver,
    redeliver,
    /** The methods of the Bot API that are about delivery. */
    methods: {
      setWebhook,
      deleteWebhook: (payload: Payload): Answer => {
        set = null
        if (payload.drop_pending_updates === true) waiting = []
        return { result: true }
      },
      getWebhookInfo: (): Answer => ({
        result: {
          url: set?.url ?? '',
          has_custom_certificate: false,
          pending_update_count: waiting.length,
          ...(set ? { max_connections: set.maxConnections } : {}),
          ...(set?.allowed ? { allowed_updates: set.allowed } : {}),
          ...(lastError ? { last_error_message: lastError } : {}),
        },
      }),
      getUpdates: poll,
    } as Record<string, (payload: Payload) => Answer | Promise<Answer>>,
    get chosen() {
      return chosen
    },
    set chosen(given: WebhookTarget | null) {
      chosen = given
    },
    /** From now on updates wait for `release`. */
    hold: () => {
      held ??= []
    },
    release: async (order: 'as_sent' | 'reversed' = 'as_sent'): Promise<number[]> => {
      const kept = held ?? []
      held = null
      const statuses: number[] = []
      for (const update of order === 'reversed' ? kept.reverse() : kept) statuses.push(await carry(update))
      return statuses
    },
    /** Somebody is waiting in getUpdates. */
    get isPolled() {
      return poller !== null
    },
    close: () => poller?.(null),
  }
}

/** At most `most` at a time, in the order in which they came. */
function turnstile() {
  let inside = 0
  const queue: (() => void)[] = []
  return async <T>(most: number, work: () => Promise<T>): Promise<T> => {
    if (inside >= most) await new Promise<void>((resolve) => queue.push(resolve))
    else inside += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
