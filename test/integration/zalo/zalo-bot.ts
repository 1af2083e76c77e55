import type { AddressInfo } from 'node:net'
import express from 'express'
import { openZalo } from '../../../bot/open-zalo.ts'
import { zaloDesk } from '../../../bot/zalo/zalo-desk.ts'
import type { House } from '../../../platform/house.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { startFakeZalo } from '../../support/fake-zalo.ts'

export type ZaloBot = Awaited<ReturnType<typeof openZaloBot>>

/** A bot house with a connected Official Account at a strict fake: webhook over HTTP, signed as Zalo signs. */
export async function openZaloBot(parts: { templates?: boolean } = {}) {
  const house: BotHouse = await openBotHouse()
  const { app, clock } = house
  const zalo = await startFakeZalo({ clock })
  const { appId, appSecret, oaSecret } = zalo
  const roots = { oauth: zalo.oauthRoot, api: zalo.apiRoot, business: zalo.businessRoot }
  app.zalo = zaloDesk({ appId, appSecret, roots })
  const tokens = zalo.issueTokens()
  const { staffId } = await house.staff({ role: 'head' })
  const pair = {
    access: app.secrets.sealText(tokens.access_token),
    refresh: app.secrets.sealText(tokens.refresh_token),
    accessUntil: new Date(clock.now().getTime() + 90_000_000),
  }
  await app.store.transaction((tx) =>
    tx.zaloAccounts.connect(appId, { oaId: zalo.oaId, pair, staffId, at: clock.now() }),
  )
  const told: object[] = []
  const note = (facts: object) => void told.push(facts)
  const withTemplates = parts.templates ?? true
  const settings = {
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_OA_SECRET: oaSecret,
    ZALO_OAUTH_ROOT: roots.oauth,
    ZALO_API_ROOT: roots.api,
    ZALO_BUSINESS_ROOT: roots.business,
    ZALO_APPSECRET_PROOF: false,
    ZALO_MEDIA_HOSTS: [new URL(zalo.apiRoot).host],
    ...(withTemplates ? { ZALO_TEMPLATE_NOTICE: '300001', ZALO_TEMPLATE_OTP: '300002' } : {}),
  } as House['settings']
  const opened = openZalo({ app, settings, log: { info: note, warn: note, error: note } }, house.render)
  if (!opened) throw new Error('Zalo did not open')
  house.ears.channels.zalo = opened.ear
  Object.assign(house.mouths.channels, { zalo: opened.mouth, zns: opened.zns })
  house.mouths.znsAccount = await opened.znsAccount()
  const door = express()
  for (const router of opened.routers) door.use(router)
  const server = door.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const webhookUrl = `${root}/webhooks/zalo`
  zalo.webhook = { url: webhookUrl }
  /** Until neither side has anything to tell the other. */
  const settle = async () => {
    for (let round = 0; round < 20; round++) {
      await zalo.idle()
      const before = await inboxRows()
      await house.settle()
      await zalo.idle()
      if ((await inboxRows()) === before) return
    }
  }
  const inboxRows = async () =>
    Number(
      (
        await house.db
          .selectFrom('inbox')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  return {
    ...house,
    zalo,
    opened,
    told,
    root,
    webhookUrl,
    telegramUrl: house.webhookUrl,
    inboxRows,
    settle,
    address: (userId: string) => `zalo|${zalo.oaId}|${userId}`,
    close: async () => {
      await zalo.close()
      server.closeAllConnections()
      server.close()
      await house.close()
    },
  }
}
