import { setTimeout as pause } from 'node:timers/promises'
import type { Router } from 'express'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { Channel } from '../core/ports/outbox.ts'
import type { House } from '../platform/house.ts'
import type { Renderer } from '../templates/render.ts'
import { attachmentMaker } from './attachments.ts'
import type { HearingChannels, SpeakingChannel } from './channel.ts'
import { converse } from './converse.ts'
import { type OpenZalo, openZalo } from './open-zalo.ts'
import { telegramWebhook } from './receive.ts'
import { messageBox } from './sms/message-box.ts'
import { openSms } from './sms/open-sms.ts'
import { speak } from './speak.ts'
import type { SpeakDeps } from './speaking.ts'
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
  const { app, log } = house
  const telegram = openTelegram(house, render)
  const zalo = openZalo(house, render)
  const ears: HearingChannels = {
    web: webEar(app),
    ...(telegram ? { telegram: telegram.ear } : {}),
    ...(zalo ? { zalo: zalo.ear } : {}),
  }
  const box = house.settings.PRACTICE ? messageBox(app) : null
  const onSmsFault = (code: string) =>
    log.error({ fault: code, channel: 'sms' }, 'A delivery report could not be stored')
  const sms = openSms({ app, settings: house.settings, render, box, onFault: onSmsFault })
  const mouths = mouthsOf({ box, sms: sms.mouth, telegram: telegram?.mouth ?? null, zalo })
  await answerWhatIsHeard(house, render, ears)
  await sayWhatIsDue(house, render, mouths, zalo)
  const routers = [...(telegram ? [telegram.router] : []), ...(zalo?.routers ?? []), ...sms.routers]
  return { routers: routers.map((router) => ({ path: '/', router })) }
}

async function answerWhatIsHeard(
  { app, queues, log }: House,
  render: Renderer,
  channels: HearingChannels,
): Promise<void> {
  await queues.work(
    'converse',
    (bell) =>
      converse(
        {
          app,
          render,
          channels,
          pause,
          onFault: (code, facts) => log.warn({ fault: code, ...facts }, 'A message met a fault'),
        },
        bell,
      ),
    { concurrency: AT_ONCE },
  )
}

async function sayWhatIsDue(
  house: House,
  render: Renderer,
  channels: SpeakDeps['channels'],
  zalo: OpenZalo | null,
): Promise<void> {
  const { app, queues, log } = house
  const leaving = new AbortController()
  house.onClose(async () => leaving.abort())
  await queues.work(
    'speak',
    async (bell) =>
      speak(
        {
          app,
          render,
          channels,
          znsAccount: (await zalo?.znsAccount()) ?? null,
          onFault: (code, facts) => log.warn({ failure: code, ...facts }, 'A message did not leave'),
          onAlert: (code, facts) => log.error({ alert: code, ...facts }, 'A channel must rest until somebody looks'),
          stopping: leaving.signal,
        },
        bell,
      ),
    { concurrency: AT_ONCE },
  )
}

/** Opens the account and tells Telegram where to deliver; a Telegram that does not answer now is told at the next start. */
function openTelegram({ settings, app, log }: House, render: Renderer) {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_API_ROOT: apiRoot } = settings
  if (!token || !secret) return null
  const client = telegramClient({ token, apiRoot })
  const botId = token.slice(0, token.indexOf(':'))
  const onFault = (code: string) => log.error({ fault: code, channel: 'telegram' }, 'A webhook could not be stored')
  const url = `${app.settings.publicUrl}/webhooks/telegram`
  void registerWebhook(client, { url, secret, commands: menuIn(render) }).catch((fault) =>
    log.warn({ fault: faultCodeOf(fault), channel: 'telegram' }, 'Telegram was not told where to deliver'),
  )
  return {
    ear: telegramEar(client),
    mouth: telegramMouth(client, {
      shareLabel: render.sentence('chat.sharePhone', 'vi'),
      attachment: attachmentMaker(app, render),
    }),
    router: telegramWebhook({ app, botId, secret, onFault }),
  }
}

const MENU_COMMANDS = ['start', 'help', 'cancel', 'stop'] as const

function menuIn({ sentence }: Renderer) {
  const menu = (locale: 'vi' | 'en') =>
    MENU_COMMANDS.map((command) => ({ command, description: sentence(`chat.commands.${command}`, locale) }))
  return { vi: menu('vi'), en: menu('en') }
}

interface OpenMouths {
  box: SpeakingChannel | null
  sms: SpeakingChannel | null
  telegram: SpeakingChannel | null
  zalo: OpenZalo | null
}

/** In practice mode what has no gateway goes to the message box; outside it, to nobody in silence: the row fails and is shown. */
function mouthsOf({ box, sms, telegram, zalo }: OpenMouths): Partial<Record<Channel, SpeakingChannel>> {
  const chat = telegram ?? box
  const oa = zalo?.mouth ?? box
  return {
    web: webMouth(),
    ...(sms ? { sms } : {}),
    ...(chat ? { telegram: chat } : {}),
    ...(oa ? { zalo: oa } : {}),
    ...(zalo ? { zns: zalo.zns } : {}),
  }
}
