import { receiptQr } from '../../../bot/attachments.ts'
import type { SpeakingChannel } from '../../../bot/channel.ts'
import { smsGateway } from '../../../bot/sms/gateway.ts'
import { telegramClient } from '../../../bot/telegram/client.ts'
import { telegramMouth } from '../../../bot/telegram/telegram-channel.ts'
import { webMouth } from '../../../bot/web/web-chat.ts'
import { zaloMouth } from '../../../bot/zalo/zalo-channel.ts'
import { zaloClient } from '../../../bot/zalo/zalo-client.ts'
import { znsMouth } from '../../../bot/zalo/zns.ts'
import type { Attachment } from '../../../core/domain/chat/outbound-content.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { TestClock } from '../../support/clock.ts'
import { type FakeSmsGateway, startFakeSmsGateway } from '../../support/fake-sms-gateway.ts'
import { type FakeTelegram, startFakeTelegram } from '../../support/fake-telegram.ts'
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo.ts'

export type ChannelFakes = Awaited<ReturnType<typeof startChannelFakes>>

const PUBLIC_URL = 'https://so-tiem.test'

/** Every channel with its own server at the network; `connect` gives the house's real mouths to them. */
export async function startChannelFakes() {
  const [telegram, zalo, sms] = await Promise.all([
    startFakeTelegram(),
    startFakeZalo({ echoes: false }),
    startFakeSmsGateway(),
  ])
  return {
    telegram,
    zalo,
    sms,
    znsAccount: `zns|${zalo.oaId}`,
    chatOf: (n: number) => `telegram|${telegram.botId}|${n}`,
    zaloOf: (n: number) => `zalo|${zalo.oaId}|${zaloId(n)}`,
    blockChat: (n: number) => telegram.block(n).catch(() => 0),
    connect: (clock: TestClock) => mouthsTo({ telegram, zalo, sms }, clock),
    close: async () => {
      await Promise.all([telegram.close(), zalo.close(), sms.close()])
    },
  }
}

/** Zalo's ids have 19 digits. */
export const zaloId = (n: number) => `1${String(n).padStart(18, '0')}`

interface Servers {
  telegram: FakeTelegram
  zalo: FakeZalo
  sms: FakeSmsGateway
}

function mouthsTo({ telegram, zalo, sms }: Servers, clock: TestClock): Record<Channel, SpeakingChannel> {
  const token = { ok: true as const, token: zalo.issueTokens().access_token }
  const client = zaloClient({
    appId: zalo.appId,
    appSecret: zalo.appSecret,
    roots: { oauth: zalo.oauthRoot, api: zalo.apiRoot, business: zalo.businessRoot },
    tokens: { current: async () => token, renew: async () => token },
  })
  const voice = {
    client,
    templates: { notice: '300001', otp: '300002' },
    allowance: { perSecond: () => 60 },
    now: clock.now,
    random: () => 0.5,
    attachment: (one: Attachment) => receiptQr(one, PUBLIC_URL),
    contactCard: { title: 'Sổ Tiêm', subtitle: 'Xin số điện thoại', imageUrl: `${PUBLIC_URL}/anh.png` },
  }
  return {
    telegram: telegramMouth(telegramClient({ token: telegram.token, apiRoot: telegram.url }), {
      shareLabel: 'Chia sẻ',
      attachment: (one) => receiptQr(one, PUBLIC_URL),
    }),
    zalo: zaloMouth(voice),
    zns: znsMouth(voice),
    sms: smsGateway(sms),
    web: webMouth(),
  }
}
