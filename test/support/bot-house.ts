import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { attachmentMaker } from '../../bot/attachments.ts'
import { type ConverseDeps, converse } from '../../bot/converse.ts'
import { telegramWebhook } from '../../bot/receive.ts'
import { smsGateway } from '../../bot/sms/gateway.ts'
import { speak } from '../../bot/speak.ts'
import type { SpeakDeps } from '../../bot/speaking.ts'
import { telegramClient } from '../../bot/telegram/client.ts'
import { telegramEar, telegramMouth } from '../../bot/telegram/telegram-channel.ts'
import { webEar, webMouth } from '../../bot/web/web-chat.ts'
import { readCardOfPhoto } from '../../core/use-cases/citizen/read-card-of-photo.ts'
import { createRenderer } from '../../templates/render.ts'
import { startFakeSmsGateway } from './fake-sms-gateway.ts'
import { startFakeTelegram } from './fake-telegram.ts'
import { leapingClock } from './leaping-clock.ts'
import { openTestHouse } from './test-app.ts'

export type BotHouse = Awaited<ReturnType<typeof openBotHouse>>

/** A house with a bot: fake Telegram and SMS gateway at the network, webhook over HTTP, the hands moved by `settle`. */
export async function openBotHouse() {
  const house = await openTestHouse()
  const { app, db, clock } = house
  const render = createRenderer({ root: fileURLToPath(new URL('../../templates', import.meta.url)) })
  const telegram = await startFakeTelegram({ clock })
  const sms = await startFakeSmsGateway()
  const client = telegramClient({ token: telegram.token, apiRoot: telegram.url })
  const faults: object[] = []
  const ears: ConverseDeps = {
    app,
    render,
    channels: { telegram: telegramEar(client), web: webEar(app) },
    onFault: (code, fields) => faults.push({ code, ...fields }),
    pause: async (ms) => clock.advance(ms),
  }
  const mouths: SpeakDeps = {
    app,
    render,
    channels: {
      telegram: telegramMouth(client, {
        shareLabel: 'Chia sẻ số điện thoại của tôi',
        attachment: attachmentMaker(app, render),
      }),
      web: webMouth(),
      sms: smsGateway(sms),
    },
    onFault: (code, fields) => faults.push({ code, ...fields }),
    clock: leapingClock(),
  }
  const secret = 'secret-of-the-webhook-0001'
  const server = express()
    .use(telegramWebhook({ app, botId: client.botId, secret, onFault: (code) => faults.push({ code }) }))
    .listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`
  telegram.webhook = { url: webhookUrl, secret }

  const heardAt = () =>
    db
      .selectFrom('inbox')
      .select('address')
      .distinct()
      .where('handled_at', 'is', null)
      .where('dead_at', 'is', null)
      .execute()
  const dueAt = () => app.store.transaction((tx) => tx.promises.accountsToSay(clock.now()))
  const unread = () =>
    db.selectFrom('tasks').selectAll().where('name', '=', 'read-card').where('done_at', 'is', null).execute()
  const readCards = async () => {
    for (const { id, data } of await unread()) {
      await readCardOfPhoto(app, (data as { photoId: string }).photoId)
      await db.updateTable('tasks').set({ done_at: clock.now() }).where('id', '=', id).execute()
    }
  }
  return {
    ...house,
    telegram,
    sms,
    render,
    faults,
    webhookUrl,
    secret,
    ears,
    mouths,
    readCards,
    address: (chatId: number) => `telegram|${client.botId}|${chatId}`,
    /** What the queue would do: answer what was heard, say what is due, until nothing is left. */
    settle: async () => {
      for (let round = 0; round < 20; round++) {
        const [heard, due] = [await heardAt(), await dueAt()]
        if (heard.length + due.length === 0) return
        for (const { address } of heard) await converse(ears, { address })
        for (const account of await dueAt()) await speak(mouths, { account })
      }
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await telegram.close()
      await sms.close()
      await house.close()
    },
  }
}
