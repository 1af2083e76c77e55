import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { receiptQr } from '../bot/attachments.ts'
import type { SpeakingChannel } from '../bot/channel.ts'
import { speak } from '../bot/speak.ts'
import { telegramClient } from '../bot/telegram/client.ts'
import { telegramMouth } from '../bot/telegram/telegram-channel.ts'
import { watchAllowance } from '../bot/zalo/allowance.ts'
import { zaloMouth } from '../bot/zalo/zalo-channel.ts'
import { zaloClient } from '../bot/zalo/zalo-client.ts'
import { createApp } from '../platform/app.ts'
import { listenForBells } from '../platform/database/bell-listener.ts'
import { openDatabase } from '../platform/database/database.ts'
import { openPhotoDesk } from '../platform/photos/photo-desk.ts'
import { openQueues } from '../platform/queue/open-queues.ts'
import { createRenderer } from '../templates/render.ts'
import { startRelay } from '../workers/relay.ts'

/** One process of the house that speaks: relay, queue on PostgreSQL and mouth. Several of these share one account. */
const [databaseUrl = '', filesDir = '', channelFacts = ''] = process.argv.slice(2)

const Facts = z.union([
  z.object({ url: z.string(), token: z.string() }),
  z.object({
    appId: z.string(),
    appSecret: z.string(),
    oauthRoot: z.string(),
    apiRoot: z.string(),
    businessRoot: z.string(),
    token: z.string(),
  }),
])

const facts = Facts.parse(JSON.parse(channelFacts))
const ignore = () => undefined
const masterKey = Buffer.alloc(32, 7)
const photos = openPhotoDesk()
const publicUrl = 'http://localhost'
const app = createApp(openDatabase(databaseUrl, ignore), {
  photos,
  masterKey,
  filesDir,
  s3: null,
  publicUrl,
  practice: true,
})
const render = createRenderer({ root: fileURLToPath(new URL('../templates', import.meta.url)) })
const queues = await openQueues({ databaseUrl }, ignore, { masterKey })
const channels = 'url' in facts ? { telegram: telegram(facts) } : { zalo: zalo(facts) }
await queues.work('speak', (bell) => speak({ app, render, channels, onFault: told }, bell), { concurrency: 8 })
const listen = listenForBells(databaseUrl, ignore)
await startRelay({ app, queues, listen, sweepAfterMs: 60_000, onFault: ignore })
process.stdout.write('READY speaking\n')

function told(code: string): void {
  process.stderr.write(`${code}\n`)
}

function telegram({ url, token }: { url: string; token: string }): SpeakingChannel {
  return byDay(
    telegramMouth(telegramClient({ token, apiRoot: url }), {
      shareLabel: 'Chia sẻ',
      attachment: (one) => receiptQr(one, publicUrl),
    }),
  )
}

/** The product's own pace: what Zalo tells is left of the minute. */
function zalo(given: Extract<z.infer<typeof Facts>, { appId: string }>): SpeakingChannel {
  const token = { ok: true as const, token: given.token }
  const allowance = watchAllowance(() => new Date())
  const client = zaloClient({
    appId: given.appId,
    appSecret: given.appSecret,
    roots: { oauth: given.oauthRoot, api: given.apiRoot, business: given.businessRoot },
    tokens: { current: async () => token, renew: async () => token },
    seen: allowance.note,
  })
  const mouth = zaloMouth({
    client,
    templates: { notice: null, otp: null },
    attachment: (one) => receiptQr(one, publicUrl),
    contactCard: { title: '', subtitle: '', imageUrl: '' },
    allowance,
    now: () => new Date(),
    random: Math.random,
  })
  return byDay(mouth)
}

/** A run at night measures the same. */
function byDay(mouth: SpeakingChannel): SpeakingChannel {
  return Object.defineProperty(mouth, 'disturbsNobody', { value: true })
}
