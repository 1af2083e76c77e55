import type { FakeTelegram } from '../support/fake-telegram.ts'
import type { FakeZalo } from '../support/fake-zalo.ts'

export const PLATFORM_KEY = 'only-for-the-practice-platform'

/** What `npm start` must be told to speak with these fakes (README, settings). */
export function houseSettings(
  telegram: FakeTelegram,
  zalo: FakeZalo,
  platformUrl: string | null = null,
): Record<string, string> {
  return {
    ...(platformUrl && { PLATFORM_URL: platformUrl, PLATFORM_KEY }),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: 'by-hand-on-one-machine',
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_APP_ID: zalo.appId,
    ZALO_APP_SECRET: zalo.appSecret,
    ZALO_OA_SECRET: zalo.oaSecret,
    ZALO_API_ROOT: zalo.apiRoot,
    ZALO_OAUTH_ROOT: zalo.oauthRoot,
    ZALO_BUSINESS_ROOT: zalo.businessRoot,
    ZALO_MEDIA_HOSTS: new URL(zalo.apiRoot).host,
    ZALO_TEMPLATE_NOTICE: '300001',
    ZALO_TEMPLATE_OTP: '300002',
  }
}
