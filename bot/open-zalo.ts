import { readFile } from 'node:fs/promises'
import express, { type Router } from 'express'
import { openZaloMeters } from '../core/use-cases/zalo/note-meters.ts'
import { openZaloTokens } from '../core/use-cases/zalo/open-tokens.ts'
import type { House } from '../platform/house.ts'
import type { Renderer } from '../templates/render.ts'
import { attachmentMaker } from './attachments.ts'
import type { HearingChannel, SpeakingChannel } from './channel.ts'
import { zaloWebhook } from './receive.ts'
import { watchAllowance } from './zalo/allowance.ts'
import { zaloMouth } from './zalo/zalo-channel.ts'
import { zaloClient } from './zalo/zalo-client.ts'
import { zaloEar } from './zalo/zalo-ear.ts'
import { znsMouth } from './zalo/zns.ts'

export interface OpenZalo {
  ear: HearingChannel
  mouth: SpeakingChannel
  zns: SpeakingChannel
  /** The webhook, whose address is entered by hand in the console of the app (channels 1.6), and the card's picture. */
  routers: Router[]
  /** `zns|<oa>`; null while no OA is connected or no template is approved. */
  znsAccount(): Promise<string | null>
}

const CONTACT_PICTURE = '/zalo/chia-se-so.png'

/** Ear and mouths of the Official Account; null where no Zalo app is set up. */
export function openZalo({ app, settings, log }: Pick<House, 'app' | 'settings' | 'log'>, render: Renderer) {
  const { ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, ZALO_OA_SECRET: oaSecret } = settings
  if (!appId || !appSecret || !oaSecret) return null
  const onFault = (code: string) => log.warn({ fault: code, channel: 'zalo' }, 'Zalo reports something to look at')
  const roots = { oauth: settings.ZALO_OAUTH_ROOT, api: settings.ZALO_API_ROOT, business: settings.ZALO_BUSINESS_ROOT }
  const allowance = watchAllowance(app.now)
  const meters = openZaloMeters(app, onFault)
  const client = zaloClient({
    appId,
    appSecret,
    roots,
    tokens: openZaloTokens(app, onFault),
    appSecretProof: settings.ZALO_APPSECRET_PROOF,
    seen: (readings) => {
      allowance.note(readings)
      meters(readings)
    },
  })
  const templates = { notice: settings.ZALO_TEMPLATE_NOTICE ?? null, otp: settings.ZALO_TEMPLATE_OTP ?? null }
  const { publicUrl } = app.settings
  const voice = { client, templates, allowance, now: app.now, random: app.random }
  const contactCard = {
    title: render.sentence('chat.sharePhone', 'vi'),
    subtitle: render.sentence('chat.sharePhoneWhy', 'vi'),
    imageUrl: `${publicUrl}${CONTACT_PICTURE}`,
  }
  const opened: OpenZalo = {
    ear: zaloEar(app, settings.ZALO_MEDIA_HOSTS ?? []),
    mouth: zaloMouth({ ...voice, attachment: attachmentMaker(app, render), contactCard }),
    zns: znsMouth(voice),
    routers: [zaloWebhook({ app, proof: { appId, oaSecret }, onFault }), contactPicture()],
    znsAccount: async () => {
      if (!templates.notice && !templates.otp) return null
      const account = await app.store.transaction((tx) => tx.zaloAccounts.get(appId))
      return account?.state === 'connected' ? `zns|${account.oaId}` : null
    },
  }
  return opened
}

/** Zalo fetches it for the card that asks for the phone. */
function contactPicture(): Router {
  const file = new URL('../data/zalo-contact.png', import.meta.url)
  return express.Router().get(CONTACT_PICTURE, async (_req, res) => {
    res
      .type('png')
      .set('Cache-Control', 'public, max-age=86400')
      .send(await readFile(file))
  })
}
