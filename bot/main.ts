import { setTimeout as pause } from 'node:timers/promises'
import type { Router } from 'express'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { Channel } from '../core/ports/outbox.ts'
import type { House } from '../platform/house.ts'
import type { Renderer } from '../templates/render.ts'
import type { HearingChannels, SpeakingChannel } from './channel.ts'
import { converse } from './converse.ts'
import { telegramWebhook } from './receive.ts'
import { smsGateway } from './sms/gateway.ts'
import { messageBox } from './sms/message-box.ts'
import { speak } from './speak.ts'
import { telegramClient } from './telegram/client.ts'
import { registerWebhook } from './telegram/register-webhook.ts'
import { telegramEar, telegramMouth } from './telegram/telegram-channel.ts'
import { webEar, webMouth } from './web/web-chat.ts'

const AT_ONCE = 8

/** Ear and mouth: answers what was heard, sends what was promised, and offers the webhooks of the channels that are set up. */
export async function openBot(
  house: House,
  render: Renderer,
): Promise<{ routers: { path: string; router: Router }[] }> {
  const { app, queues, log } = house
  const telegram = openTelegram(house, render)
  const ears: HearingChannels = { web: webEar(app), ...(telegram ? { telegram: telegram.ear } : {}) }
  const mouths = mouthsOf(house, telegram?.mouth ?? null)
  await queues.work(
    'converse',
    (bell) =>
      converse(
        {
          app,
          render,
          channels: ears,
          pause,
          onFault: (code, facts) => log.warn({ fault: code, ...facts }, 'A message met a fault'),
        },
        bell,
      ),
    { concurrency: AT_ONCE },
  )
  await queues.work(
    'speak',
    (bell) =>
      speak(
        {
          app,
          render,
          channels: mouths,
          onFault: (code, facts) => log.warn({ failure: code, ...facts }, 'A message did not leave'),
        },
        bell,
      ),
    { concurrency: AT_ONCE },
  )
  return { routers: telegram ? [{ path: '/', router: telegram.router }] : [] }
}

/** Opens the account and tells Telegram where to deliver; a Telegram that does not answer now is told at the next start. */
function openTelegram({ settings, app, log }: House, render: Renderer) {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_API_ROOT: apiRoot } = settings
  if (!token || !secret) return null
  const client = telegramClient({ token, apiRoot })
  const botId = token.slice(0, token.indexOf(':'))
  const onFault = (code: string) => log.error({ fault: code, channel: 'telegram' }, 'A webhook could not be stored')
  const url = `${app.settings.publicUrl}/webhooks/telegram`
  void registerWebhook(client, { url, secret }).catch((fault) =>
    log.warn({ fault: faultCodeOf(fault), channel: 'telegram' }, 'Telegram was not told where to deliver'),
  )
  return {
    ear: telegramEar(client),
    mouth: telegramMouth(client, render.sentence('chat.sharePhone', 'vi')),
    router: telegramWebhook({ app, botId, secret, onFault }),
  }
}

/** In practice mode what has no gateway goes to the message box; outside it, to nobody in silence: the row fails and is shown. */
function mouthsOf(
  { app, settings }: House,
  telegram: SpeakingChannel | null,
): Partial<Record<Channel, SpeakingChannel>> {
  const box = settings.PRACTICE ? messageBox(app) : null
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_KEY: key } = settings
  const sms = url && key ? smsGateway({ url, key }) : box
  const chat = telegram ?? box
  return { web: webMouth(), ...(sms ? { sms } : {}), ...(chat ? { telegram: chat } : {}) }
}
